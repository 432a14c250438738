import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

// The packages are linked into the folder: caches beside them would outlive a cold build.
export default defineConfig({
  site: "http://127.0.0.1/",
  cacheDir: "./.cache/astro",
  vite: { cacheDir: "./.cache/vite" },
  integrations: [
    starlight({
      title: "Benchmark",
      sidebar: [
<% for category in guide.categories %>
        { label: "<< category.title >>", collapsed: true, items: [{ autogenerate: { directory: "<< category.id >>" } }] },
<% endfor %>
        { label: "Glossary", slug: "glossary" },
      ],
    }),
  ],
});

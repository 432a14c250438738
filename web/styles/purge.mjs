/**
 * Writes the theme's style sheet without what no page of the guide uses, for a build to take instead of the whole.
 *
 *   node web/styles/purge.mjs SITE THEME
 *
 * SITE is a built site, THEME the theme's folder of style sheets. What Markdown can bring about stays, used or not, and
 * so does what the theme's script names. The first line says which file it was: a build uses the copy for that alone.
 * Some selectors are put differently: by `:not([class])` a browser styles a whole page anew whenever the class of anything
 * above a table changes, and by those that end with any element whenever an element or a role comes.
 */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PurgeCSS } from "purgecss";

/** What an author can write, and the names that come with it. */
const MARKDOWN = [/md-typeset/, /highlight/, /^(?:no-)?js$/];
/** What no page has, though the theme's script names it, or Markdown could bring it with an extension that mkdocs.yml does not name. */
const ABSENT = [/^md-(?:search|version|tooltip|annotation|tag|author|consent)/, /^key-/, /^(?:critic|arithmatex|katex-html|emojione|gemoji|twemoji)$/];
/** The same by what a browser looks up quickly: the one class that a table can have, what can follow one, what tabs are made of. */
const QUICK = [
  ["table:not([class])", "table:not(.highlighttable)"],
  ["table:not(.highlighttable)+*", "table:not(.highlighttable)+:where(p,ul,ol,dl,pre,div,blockquote,details,figure)"],
  [".tabbed-labels>:", ".tabbed-labels>label:"],
  [".tabbed-content>:", ".tabbed-content>.tabbed-block:"],
];
/** Rules for a language that is written to the left, which no page may have. */
const LEFTWARD = /(?<=[{}])\[dir=rtl\][^{},]*\{[^}]*\}/g;
const OUTPUT = new URL("theme.css", import.meta.url);
const OURS = new URL("../../overrides/assets/stylesheets/", import.meta.url);

const [site, theme] = process.argv.slice(2);
const sheet = readdirSync(theme).filter((name) => /^main\.\w+\.min\.css$/.test(name));
if (sheet.length !== 1) {
  console.error(`${theme} has ${sheet.length} style sheets called main`);
  process.exit(1);
}

const words = new Set();
let leftward = false;
for (const name of readdirSync(site, { recursive: true })) {
  if (!/\.html$|javascripts\/[^/]+\.js$/.test(name)) continue;
  const text = readFileSync(join(site, name), "utf8");
  leftward ||= /<html[^>]* dir="?rtl/.test(text);
  // Of a page the tags alone: what it says is no name of a class.
  for (const part of name.endsWith(".html") ? text.matchAll(/<[a-z][^>]*>/g) : [text]) {
    for (const [word] of String(part).matchAll(/[\w-]+/g)) words.add(word);
  }
}
// Variables of the theme that our own style sheets set or use.
const ours = new Set();
for (const name of readdirSync(OURS)) {
  if (name.endsWith(".css")) for (const [word] of readFileSync(new URL(name, OURS), "utf8").matchAll(/--md-[\w-]+/g)) ours.add(word);
}
const [{ css }] = await new PurgeCSS().purge({
  content: [{ raw: [...words].join(" "), extension: "txt" }],
  css: [join(theme, sheet[0])],
  safelist: { greedy: MARKDOWN, variables: [...ours] },
  variables: true,
  blocklist: ABSENT,
  defaultExtractor: (text) => text.split(" "),
});
const read = leftward ? css : css.replace(LEFTWARD, "");
writeFileSync(OUTPUT, `/* ${sheet[0]} of the theme without what no page uses; written by ${basename(import.meta.url)}. */\n${QUICK.reduce((text, pair) => text.replaceAll(...pair), read)}\n`);

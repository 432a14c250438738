// For editors with remark, such as VS Code with the extension that .vscode/extensions.json names; needs `npm ci` in web/.
import frontMatter from "./web/editor/front-matter.mjs";

export default { plugins: [frontMatter] };

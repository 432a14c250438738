/** What the plugin needs of a vfile: https://github.com/vfile/vfile#vfile-1 */
export interface File {
  path?: string;
  toString(): string;
  message(reason: string, options: { place: { line: number; column: number }; source: string; ruleId: string }): unknown;
}

export function inspect(file: File): void;
export default function frontMatter(): (tree: unknown, file: File) => void;

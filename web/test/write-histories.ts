import { writeFileSync } from "node:fs";
import { historiesText } from "./histories.ts";

writeFileSync("test/fsrs-histories.json", historiesText());

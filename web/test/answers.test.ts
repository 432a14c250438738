import assert from "node:assert/strict";
import test from "node:test";
import { Answers } from "../src/answers.ts";
import { card } from "./making.ts";

/** A loader that writes down what is asked for, and what is still to come. */
function slow() {
  const asked: string[] = [];
  const open = new Map<string, { resolve(part: unknown): void; reject(error: Error): void }>();
  const load = (name: string) => {
    asked.push(name);
    return new Promise<unknown>((resolve, reject) => open.set(name, { resolve, reject }));
  };
  return { asked, load, come: (name: string, part: unknown) => open.get(name)!.resolve(part), fail: (name: string) => open.get(name)!.reject(new Error(name)) };
}

const [one, two, three] = [card("a/one", { part: 0 }), card("a/two", { part: 0 }), card("b/three", { part: 1 })] as const;
const index = ({ spoken: _, ...rest }: typeof one) => rest as typeof one;

test("a part is asked for once, whoever waits for it", async () => {
  const { asked, load, come } = slow();
  const answers = new Answers(["x.js", "y.js"], load);
  assert.equal(answers.get(index(one)), undefined);
  const both = Promise.all([answers.fetch([index(one), index(two)]), answers.fetch([index(two)])]);
  assert.deepEqual(asked, ["x.js"]);
  come("x.js", { "a/one": one, "a/two": two });
  await both;
  await answers.fetch([index(one)]);
  assert.deepEqual(asked, ["x.js"]);
  assert.equal(answers.get(index(one))!.spoken, one.spoken);
  assert.equal(answers.get(index(three)), undefined);
});

test("what does not come is tried again when it is asked for again", async () => {
  const { asked, load, come, fail } = slow();
  const answers = new Answers(["x.js", "y.js"], load);
  const first = answers.fetch([one, three]);
  come("x.js", { "a/one": one });
  fail("y.js");
  await assert.rejects(first, /y\.js/);
  const second = answers.fetch([one, three]);
  come("y.js", { "b/three": three });
  await second;
  assert.deepEqual(asked, ["x.js", "y.js", "y.js"]);
  assert.ok(answers.get(three));
});

test("a part without the answer is as none", async () => {
  const answers = new Answers(["x.js"], () => Promise.resolve({}));
  await assert.rejects(answers.fetch([one]), /no answer to a\/one/);
});

test("what is loaded ahead comes one after the other, and may fail", async () => {
  const { asked, load, come, fail } = slow();
  const answers = new Answers(["x.js", "y.js"], load);
  const done = answers.ahead([one, two, three]);
  assert.deepEqual(asked, ["x.js"]);
  fail("x.js");
  while (!asked.includes("y.js")) {
    await new Promise(setImmediate);
    if (asked.length === 2) come("x.js", { "a/one": one, "a/two": two });
  }
  come("y.js", { "b/three": three });
  await done;
  assert.ok(answers.get(three));
});

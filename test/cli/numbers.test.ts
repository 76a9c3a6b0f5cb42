/** Every number that a verb takes is refused when it is none, before anything begins. */
import { Command, type Option } from "commander";
import { main } from "../../src/cli/main";
import { wholeNumber } from "../../src/cli/numbers";
import { registerVerbs } from "../../src/cli/verbs";

interface Found {
  readonly words: readonly string[];
  readonly option: Option;
}

/** The options that take a number, with the words that lead to them. */
function numbersIn(command: Command, words: readonly string[] = []): readonly Found[] {
  const own = command.options.filter(({ flags }) => /<n>|\[count\]/.test(flags));
  return [
    ...own.map((option) => ({ words, option })),
    ...command.commands.flatMap((inner) => numbersIn(inner, [...words, inner.name()])),
  ];
}

const program = new Command();
registerVerbs(program, () => undefined);
const FOUND = numbersIn(program).map(({ words, option }) => [words.join(" "), option.long ?? "", words] as const);

describe("the command line", () => {
  test("knows which verbs take a number", () => {
    expect(FOUND.map(([verb, option]) => `${verb} ${option}`).sort()).toEqual([
      "cloud drift --random",
      "deploy --parallel",
      "destroy --parallel",
      "drift --parallel",
      "plan --parallel",
      "rehearse --parallel",
      "review --parallel",
    ]);
  });

  describe.each(FOUND)("%s %s", (_verb, option, words) => {
    test.each(["0", "-1", "abc", "1.5", "1e9", "1e1", "0x2", "", " ", "٣", "99999999999", "NaN", "Infinity", "2 3"])(
      "refuses '%s' with a code",
      async (text) => {
        const written: string[] = [];
        const write = jest.spyOn(process.stderr, "write").mockImplementation((line) => written.push(String(line)) > 0);
        try {
          expect(await main([...words, "dev", `${option}=${text}`])).toBe(1);
        } finally {
          write.mockRestore();
        }
        expect(written.join("")).toContain("[BAD_NUMBER]");
        expect(written.join("")).toContain(option);
      },
    );
  });
});

describe("wholeNumber", () => {
  const read = wholeNumber("--n", { from: 1, to: 64 });

  test.each([
    ["1", 1],
    ["64", 64],
    ["007", 7],
  ])("given %s, reads %s", (text, number) => expect(read(text)).toBe(number));
  test("given what is beyond, names the bounds", () => expect(() => read("65")).toThrow("from 1 to 64"));
});

import { literalText } from "../../../../src/constructs/kit/cdktf/literal-text";

test.each([
  ["a\nb", "a\nb"],
  ['say "so" \\n', 'say "so" \\n'],
  ["${x} %{if}", "$${x} %%{if}"],
  ["$${x}", "$$${x}"],
  ["$x $(y) 100%", "$x $(y) 100%"],
])("given %j, then Terraform reads back the same", (text, written) => {
  expect(literalText(text)).toBe(written);
});

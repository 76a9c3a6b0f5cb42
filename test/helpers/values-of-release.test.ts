import { valuesOfRelease } from "./values-of-release";

test.each<[string, object]>([
  ['{"a": "x"}', { a: "x" }],
  ['{"a": ${jsonencode(f("}", [1]))}}', { a: "${…}" }],
  ['{"a": "p-${aws_x.y["k"].id}-s"}', { a: "p-${…}-s" }],
  ['{"a": "${join(",", [for x in y : "${x}:1"])}"}', { a: "${…}" }],
  ['{"a": "$${HOME} %%{x}"}', { a: "${HOME} %{x}" }],
  ['{"a": "say \\"hi\\" {", "b": [${merge({a = {}}, {})}, 1]}', { a: 'say "hi" {', b: ["${…}", 1] }],
])("%s", (text, values) => {
  expect(valuesOfRelease(text)).toEqual(values);
});

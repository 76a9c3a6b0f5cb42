/** Taking away what is in use, where nobody sees to the order: judged by Terraform itself. */
import { TerraformStack, Testing } from "cdktf";
import type { EnvironmentStack } from "../../../infra/modules/environment-stack";
import { guardRemoval, type RemovalGuardProps } from "../../../infra/modules/removal-guard";
import { REMOVALS_ORDERED } from "../../../src/environment/removals-ordered";
import { evaluate } from "../../helpers/terraform-console";

const FILE = "infra/environments/dev/environment.yaml";
const GONE = { path: "network.zones", what: "zones that the file does not name any more" };

interface Synthesized {
  readonly variable: Readonly<Record<string, { readonly type: string; readonly default: boolean }>>;
  readonly resource: { readonly terraform_data: Readonly<Record<string, Guard>> };
}
interface Guard {
  readonly lifecycle?: { readonly precondition: readonly { condition: string; error_message: string }[] };
}

function synthesized(...guards: readonly (readonly [string, RemovalGuardProps])[]): Synthesized {
  const stack = Object.assign(new TerraformStack(Testing.app(), "dev-network"), {
    environment: { facts: { name: "dev" }, file: FILE },
  }) as unknown as EnvironmentStack;
  for (const [id, props] of guards) guardRemoval(stack, id, props);
  return JSON.parse(Testing.synth(stack)) as Synthesized;
}

const users = (...names: readonly string[]): string => `toset(${JSON.stringify(names)})`;

test.each([
  [false, users(), true],
  [false, users("interface eni-1"), false],
  [true, users("interface eni-1"), true],
  [true, users(), true],
])("ordered: %s, used by %s: let through: %s", (ordered, used, expected) => {
  const { resource } = synthesized(["zones", { ...GONE, users: used }]);
  const condition = resource.terraform_data["zones"]?.lifecycle?.precondition[0]?.condition ?? "";

  const [through] = evaluate([condition.replace(/^\$\{(.*)\}$/s, "$1")], {
    "main.tf": `variable "${REMOVALS_ORDERED}" { default = ${ordered} }`,
  });

  expect(through).toBe(expected);
});

test("what is refused is told with what still uses it, and what to do", () => {
  const { resource } = synthesized(["zones", { ...GONE, users: users("eni-1", "eni-2") }]);
  const [message] = evaluate([`"${resource.terraform_data["zones"]?.lifecycle?.precondition[0]?.error_message}"`]);

  expect(message).toContain(`${GONE.what} (network.zones in ${FILE}), and eni-1, eni-2 still there`);
  expect(message).toContain("jangada deploy dev");
});

test("where nobody says that they are, removals are in no order", () => {
  const { variable } = synthesized(["one", GONE], ["two", { ...GONE, users: users("a") }]);

  expect(variable).toEqual({
    [REMOVALS_ORDERED]: expect.objectContaining({ type: "bool", default: false }) as unknown,
  });
});

test("where nothing is taken away, the guard stands all the same, and refuses nothing", () => {
  const { resource } = synthesized(["one", GONE]);

  expect(Object.keys(resource.terraform_data)).toEqual(["one"]);
  expect(resource.terraform_data["one"]).not.toHaveProperty("lifecycle");
});

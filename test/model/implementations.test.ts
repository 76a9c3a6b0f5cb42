/** A wrong implementation does not compile: the compiler itself is asked. */
import * as path from "node:path";
import ts from "typescript";
import { ROOT } from "../helpers/project";

const FILE = path.join(ROOT, "test", "model", "implementations.sample.ts");

const HEAD = `
import { Construct } from "constructs";
import type { Implementation, ImplementationsOf } from "../../src/model/contract";
import { type INetwork, NETWORK, type NetworkAttributes } from "../../src/constructs/network/contract";
import type { NetworkProps } from "../../src/constructs/network/props";
import { KUBERNETES_CLUSTER } from "../../src/constructs/k8s-cluster/contract";
import { POSTGRES_DB } from "../../src/constructs/postgres-db/contract";
import { POSTGRES_SERVICES } from "../../src/constructs/postgres-db/postgres-services";
import { SECRET_STORE } from "../../src/constructs/secrets/contract";
import { SECRETS_KEY } from "../../src/constructs/secrets/secrets-key";
import { INGRESS } from "../../src/constructs/ingress/contract";
import { STATE_BUCKET } from "../../src/constructs/state-bucket/contract";
type Networks = ImplementationsOf<typeof NETWORK>;
type Of<C> = NonNullable<ImplementationsOf<C>[keyof ImplementationsOf<C>]>;
declare const network: INetwork;
declare const right: Implementation<NetworkProps, INetwork, typeof NETWORK.shape>;
declare const bare: Construct;
`;

/** Each line is compiled by itself, after the head. */
const RIGHT: Readonly<Record<string, string>> = {
  "an implementation": `export const a1: Networks = { eks: () => right };`,
  "one for each of several targets": `export const a2: Networks = { eks: () => right, aks: () => right, kubeadm: () => right };`,
  "one that asks for less": `export const a3: Networks = { eks: () => ({ create: (_scope: Construct, _id: string, _props: { cidr: string }) => network, fromAttributes: () => network }) };`,
};
const WRONG: Readonly<Record<string, string>> = {
  "an instance without the interface": `export const b1: Networks = { eks: () => ({ ...right, create: () => bare }) };`,
  "an adopted instance without the interface": `export const b2: Networks = { eks: () => ({ ...right, fromAttributes: () => bare }) };`,
  "one that asks for more": `export const b3: Networks = { eks: () => ({ ...right, create: (_scope: Construct, _id: string, _props: NetworkProps & { vpc: string }) => network }) };`,
  "one that asks for other attributes": `export const b4: Networks = { eks: () => ({ ...right, fromAttributes: (_scope: Construct, _id: string, _attributes: NetworkAttributes & { vpcId: string }) => network }) };`,
  "a target that there is not": `export const b5: Networks = { gke: () => right };`,
  "nothing that makes one": `export const b6: Networks = { eks: () => ({ fromAttributes: right.fromAttributes }) };`,
  "one that is loaded at once": `export const b7: Networks = { eks: right };`,
  ...Object.fromEntries(
    [
      "KUBERNETES_CLUSTER",
      "POSTGRES_DB",
      "POSTGRES_SERVICES",
      "SECRET_STORE",
      "SECRETS_KEY",
      "INGRESS",
      "STATE_BUCKET",
    ].map((contract, index) => [
      `the network's for ${contract}`,
      `export const c${index}: Of<typeof ${contract}> = () => right;`,
    ]),
  ),
};

/** What the compiler says of each line. */
function complaints(): ReadonlyMap<string, string> {
  const lines = [...Object.values(RIGHT), ...Object.values(WRONG)];
  const text = `${HEAD}${lines.join("\n")}\n`;
  const { config } = ts.readConfigFile(path.join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => path.resolve(file) === FILE || fileExists.call(host, file);
  host.getSourceFile = (file, version, ...rest) =>
    path.resolve(file) === FILE
      ? ts.createSourceFile(file, text, version)
      : getSourceFile.call(host, file, version, ...rest);
  const program = ts.createProgram([FILE], { ...options, noEmit: true, incremental: false }, host);
  const source = program.getSourceFile(FILE);
  if (!source) throw new Error("The sample was not compiled.");
  const told = new Map<string, string>();
  for (const found of [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]) {
    const { line } = source.getLineAndCharacterOfPosition(found.start ?? 0);
    const written = text.split("\n")[line] ?? "";
    told.set(written, ts.flattenDiagnosticMessageText(found.messageText, " "));
  }
  return told;
}

test("implementations compile that keep their contract, and no others", () => {
  const told = complaints();

  const unexpected = [...told].filter(([line]) => !Object.values(WRONG).includes(line));
  expect(unexpected).toEqual([]);
  const passed = Object.entries(WRONG).filter(([, line]) => !told.has(line));
  expect(passed.map(([name]) => name)).toEqual([]);
});

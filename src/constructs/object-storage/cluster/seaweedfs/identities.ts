/** Who may log in to SeaweedFS, and what each may do: the file that the gateways read. Data, without cdktf. */
import { type Grant, policyOf } from "../endpoint/access";
import { ADMINISTRATOR } from "../endpoint/names";

/** An identity with its keys: names of properties by which a template finds the secret ones. */
export interface Identity {
  readonly name: string;
  readonly keys: readonly { readonly accessKey: string; readonly property: string }[];
  /** @default everything: the administrator */
  readonly may?: { readonly bucket: string; readonly grants: readonly Grant[] };
}

const placeholder = (property: string): string => `<${property}>`;

/** The file, as a template over the properties: each becomes a JSON text, whatever is in it. */
export function identitiesTemplate(identities: readonly Identity[]): string {
  const text = JSON.stringify({
    identities: identities.map(({ name, keys, may }) => ({
      name,
      credentials: keys.map((key) => ({ accessKey: key.accessKey, secretKey: placeholder(key.property) })),
      ...(may === undefined ? { actions: ["Admin"] } : { policyNames: [name] }),
    })),
    policies: identities.flatMap(({ name, may }) =>
      may === undefined ? [] : [{ name, content: JSON.stringify(policyOf(may.bucket, may.grants)) }],
    ),
  });
  return identities
    .flatMap(({ keys }) => keys)
    .reduce((whole, { property }) => whole.replace(`"${placeholder(property)}"`, `{{ .${property} | toJson }}`), text);
}

/** Nobody's but the platform's. */
export const isAdministrator = ({ name }: Identity): boolean => name === ADMINISTRATOR;

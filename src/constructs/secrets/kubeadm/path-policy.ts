/** What holds a namespace to the paths of its store, where the store's login reaches further: the API server's admission. */
import { admissionPolicy, IS_BEING_DELETED } from "../../kit/cluster/admission-policy";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { OpenedStore } from "../contract";

interface Rule {
  readonly resource: string;
  /** CEL: whether it uses the store. */
  readonly uses: string;
  /** CEL: whether all that it names is below the store's path. */
  readonly keeps: string;
}

/** Names of stores and paths have no quotes (`StoreRegistry`). */
function rulesOf({ name, prefix }: OpenedStore): readonly Rule[] {
  const below = (key: string): string => `${key}.startsWith('${prefix}') && !${key}.contains('..')`;
  const each = (list: string, condition: string): string => `(!has(${list}) || ${list}.all(e, ${condition}))`;
  const some = (list: string, condition: string): string => `(has(${list}) && ${list}.exists(e, ${condition}))`;
  const sourced = `has(e.sourceRef) && has(e.sourceRef.storeRef) && has(e.sourceRef.storeRef.name) && e.sourceRef.storeRef.name == '${name}'`;
  const spec = "object.spec";
  return [
    {
      resource: "externalsecrets",
      uses: [
        `(has(${spec}.secretStoreRef) && has(${spec}.secretStoreRef.name) && ${spec}.secretStoreRef.name == '${name}')`,
        some(`${spec}.data`, sourced),
        some(`${spec}.dataFrom`, sourced),
      ].join(" || "),
      keeps: [
        each(`${spec}.data`, below("e.remoteRef.key")),
        // Nothing is looked for: what would be found is everybody's.
        each(`${spec}.dataFrom`, `!has(e.find) && (!has(e.extract) || (${below("e.extract.key")}))`),
      ].join(" && "),
    },
    {
      resource: "pushsecrets",
      // By labels, it might be any.
      uses: [
        `${spec}.secretStoreRefs.exists(e, has(e.labelSelector) || (has(e.name) && e.name == '${name}'))`,
        some(
          `${spec}.dataTo`,
          `has(e.storeRef.labelSelector) || (has(e.storeRef.name) && e.storeRef.name == '${name}')`,
        ),
      ].join(" || "),
      keeps: [
        each(`${spec}.data`, below("e.match.remoteRef.remoteKey")),
        each(`${spec}.dataTo`, `has(e.remoteKey) && ${below("e.remoteKey")}`),
      ].join(" && "),
    },
  ];
}

export function pathPolicies(store: OpenedStore): readonly KubernetesObject[] {
  return rulesOf(store).flatMap(({ resource, uses, keeps }) =>
    admissionPolicy({
      name: `paths-of-${store.name}.${resource}`,
      asked: { apiGroups: ["external-secrets.io"], operations: ["CREATE", "UPDATE"], resources: [resource] },
      validations: [
        {
          expression: `${IS_BEING_DELETED} || !(${uses}) || (${keeps})`,
          message: `The store '${store.name}' is open for what lies below '${store.prefix}', and nothing is looked for in it.`,
        },
      ],
    }),
  );
}

/** Stores in the cluster beside those of a target's cloud. */
import type { Implementation } from "../../../model/contract";
import { AdoptedObjectStore } from "../adopted-store";
import type { IObjectStore, OBJECT_STORE } from "../contract";
import type { ObjectStoreProps } from "../props";

type Stores = Implementation<ObjectStoreProps, IObjectStore, typeof OBJECT_STORE.shape>;

/** @param managed Loads how the target's cloud keeps stores. */
export const orManaged = (managed: () => Stores): Stores => ({
  create: (scope, id, props) => {
    if (props.runs !== "in-cluster") return managed().create(scope, id, props);
    const { ClusterStore } = require("./endpoint/cluster-store") as typeof import("./endpoint/cluster-store");
    return new ClusterStore(scope, id, props);
  },
  fromAttributes: (scope, id, attributes) => new AdoptedObjectStore(scope, id, attributes),
});

/**
 * The components of the environment file, in the order of their sections. A new component is a folder with a
 * `component.ts` under `src/constructs`, an import and a name in this list. It is loaded with every file: what takes time (schemas,
 * checks, constructs) the components load themselves, each for a file that has its section.
 */
import type { z } from "zod";
import type { Component } from "./model/component";
import { ingressComponent } from "./constructs/ingress/component";
import { clusterComponent } from "./constructs/k8s-cluster/component";
import { metricsServerComponent } from "./constructs/metrics-server/component";
import { networkComponent } from "./constructs/network/component";
import { observabilityComponent } from "./constructs/observability/component";
import { objectServersComponent } from "./constructs/object-servers/component";
import { objectStorageComponent } from "./constructs/object-storage/component";
import { databasesComponent } from "./constructs/postgres-db/component";
import { rabbitmqComponent } from "./constructs/rabbitmq/component";
import { redisComponent } from "./constructs/redis/component";
import { secretsComponent } from "./constructs/secrets/component";
import { veleroComponent } from "./constructs/velero/component";

const registered = [
  networkComponent,
  clusterComponent,
  metricsServerComponent,
  databasesComponent,
  objectStorageComponent,
  objectServersComponent,
  rabbitmqComponent,
  redisComponent,
  secretsComponent,
  ingressComponent,
  observabilityComponent,
  veleroComponent,
] as const satisfies readonly {
  readonly name: string;
  readonly rules: () => { readonly schema: z.ZodType };
}[];

type Registered = (typeof registered)[number];
type SchemaOf<C extends Registered> = ReturnType<C["rules"]>["schema"];

/** What the file holds for each component, after the profile filled in what was left out. */
export type Sections = { readonly [C in Registered as C["name"]]?: z.output<SchemaOf<C>> };

/** What a person writes for each component. */
export type SectionInputs = { readonly [C in Registered as C["name"]]?: z.input<SchemaOf<C>> };

/** Without their inferred types, to be walked over. */
export const components: readonly Component[] = registered as readonly unknown[] as readonly Component[];

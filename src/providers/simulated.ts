/** Every provider that can be simulated. */
import type { ProviderBehaviour } from "../rehearsal/engine/behaviour";
import { awsBehaviour } from "./aws";
import { helmBehaviour } from "./helm";
import { kubernetesBehaviour } from "./kubernetes";
import { randomBehaviour } from "./random";
import { tlsBehaviour } from "./tls";

export const behaviours: readonly ProviderBehaviour[] = [
  awsBehaviour,
  kubernetesBehaviour,
  helmBehaviour,
  tlsBehaviour,
  randomBehaviour,
];

/** Every provider that can be simulated. */
import type { ProviderBehaviour } from "../rehearsal/engine/behaviour";
import { awsBehaviour } from "./aws";
import { azurermBehaviour } from "./azurerm";
import { helmBehaviour } from "./helm";
import { kubernetesBehaviour } from "./kubernetes";
import { randomBehaviour } from "./random";
import { tlsBehaviour } from "./tls";

export const behaviours: readonly ProviderBehaviour[] = [
  awsBehaviour,
  azurermBehaviour,
  kubernetesBehaviour,
  helmBehaviour,
  tlsBehaviour,
  randomBehaviour,
];

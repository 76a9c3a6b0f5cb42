/** The chart prometheus-operator-crds: definitions, and nothing that runs. */
import { releasesOfChart } from "./rendered";

test.each(releasesOfChart("prometheus-operator-crds"))("$environment.name has the ten of them", ({ documents }) => {
  expect([...new Set(documents.map(({ kind }) => kind))]).toEqual(["CustomResourceDefinition"]);
  expect(documents.map(({ metadata }) => metadata.name.replace(".monitoring.coreos.com", "")).sort()).toEqual([
    "alertmanagerconfigs",
    "alertmanagers",
    "podmonitors",
    "probes",
    "prometheusagents",
    "prometheuses",
    "prometheusrules",
    "scrapeconfigs",
    "servicemonitors",
    "thanosrulers",
  ]);
});

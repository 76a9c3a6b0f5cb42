/** The chart metallb: addresses by ARP. */
import { platformRelease } from "./bare-hosts";
import { looseImages, withoutPriority, withoutResources } from "./every-release";
import { containerOf, podOf, unrestricted } from "./pods";
import { bindingsOf, rulesOf, sensitive } from "./rbac";
import { named, ofKind } from "./rendered";

const documents = platformRelease("metallb");

test("there is no BGP, and the speakers answer on their hosts' own network with one capability", () => {
  expect(ofKind(documents, "DaemonSet").map(({ metadata }) => metadata.name)).toEqual(["metallb-speaker"]);
  const speaker = named(documents, "DaemonSet", "metallb-speaker");
  expect(podOf(speaker).hostNetwork).toBe(true);
  expect(containerOf(speaker).securityContext?.capabilities).toEqual({ drop: ["ALL"], add: ["NET_RAW"] });
});

test("the controller could stand in a restricted namespace", () => {
  expect(unrestricted([named(documents, "Deployment", "metallb-controller")])).toEqual([]);
});

test("pods ask for what they need, are of a version, and go before others", () => {
  for (const problems of [withoutResources, looseImages, withoutPriority]) expect(problems(documents)).toEqual([]);
});

test("its rights are those that are written down", () => {
  expect(bindingsOf(documents)).toMatchInlineSnapshot(`
   [
     "ClusterRoleBinding of ClusterRole metallb:controller to ServiceAccount metallb-system/metallb-controller",
     "ClusterRoleBinding of ClusterRole metallb:speaker to ServiceAccount metallb-system/metallb-speaker",
     "RoleBinding of Role metallb-pod-lister to ServiceAccount /metallb-controller, ServiceAccount /metallb-speaker",
     "RoleBinding of Role metallb-controller to ServiceAccount /metallb-controller",
   ]
  `);
  expect(sensitive(rulesOf(documents))).toMatchInlineSnapshot(`
   [
     "ClusterRole metallb:controller: get,list,watch /namespaces",
     "ClusterRole metallb:controller: list /nodes",
     "ClusterRole metallb:controller: create,delete,get,list,patch,update,watch admissionregistration.k8s.io/validatingwebhookconfigurations [metallb-webhook-configuration]",
     "ClusterRole metallb:controller: list,watch admissionregistration.k8s.io/validatingwebhookconfigurations",
     "ClusterRole metallb:controller: create authentication.k8s.io/tokenreviews",
     "ClusterRole metallb:controller: create authorization.k8s.io/subjectaccessreviews",
     "ClusterRole metallb:speaker: get,list,watch /nodes",
     "ClusterRole metallb:speaker: get,list,watch /namespaces",
     "ClusterRole metallb:speaker: * metallb.io/servicel2statuses",
     "ClusterRole metallb:speaker: * metallb.io/servicel2statuses/status",
     "ClusterRole metallb:speaker: * metallb.io/configurationstates",
     "ClusterRole metallb:speaker: * metallb.io/configurationstates/status",
     "ClusterRole metallb:speaker: create authentication.k8s.io/tokenreviews",
     "ClusterRole metallb:speaker: create authorization.k8s.io/subjectaccessreviews",
     "Role metallb-pod-lister: get,list /pods",
     "Role metallb-pod-lister: get,list,watch /secrets",
     "Role metallb-pod-lister: * metallb.io/servicebgpstatuses",
     "Role metallb-pod-lister: * metallb.io/servicebgpstatuses/status",
     "Role metallb-controller: create,get,list,watch /secrets",
     "Role metallb-controller: list /secrets [metallb-memberlist]",
     "Role metallb-controller: get apps/deployments [metallb-controller]",
     "Role metallb-controller: create,delete,get,list,patch,update,watch /secrets",
   ]
  `);
});

/** The chart sealed-secrets: what opens sealed secrets with the environment's own key. */
import { sealedSecretsRelease } from "./bare-hosts";
import { looseImages, withoutPriority, withoutReadiness, withoutResources } from "./every-release";
import { containerOf, unrestricted } from "./pods";
import { bindingsOf, rulesOf, sensitive } from "./rbac";
import { named, ofKind } from "./rendered";

const documents = sealedSecretsRelease();
const controller = named(documents, "Deployment", "sealed-secrets-controller");

test("it makes no keys of its own, and no definitions", () => {
  const { args = [] } = containerOf(controller);
  expect(args[args.indexOf("--key-renew-period") + 1]).toBe("0");
  expect(ofKind(documents, "CustomResourceDefinition")).toEqual([]);
});

test("its pod is as all others", () => {
  expect(unrestricted([controller])).toEqual([]);
  for (const problems of [withoutResources, looseImages, withoutPriority, withoutReadiness]) {
    expect(problems(documents)).toEqual([]);
  }
});

// It writes Secrets wherever a SealedSecret is; everybody may have the certificate, with which nothing can be read.
test("its rights are those that are written down", () => {
  expect(bindingsOf(documents)).toMatchInlineSnapshot(`
   [
     "ClusterRoleBinding of ClusterRole secrets-unsealer to ServiceAccount sealed-secrets/sealed-secrets-controller",
     "RoleBinding of Role sealed-secrets-controller-key-admin to ServiceAccount sealed-secrets/sealed-secrets-controller",
     "RoleBinding of Role sealed-secrets-controller-service-proxier to Group /system:authenticated",
   ]
  `);
  expect(sensitive(rulesOf(documents))).toMatchInlineSnapshot(`
   [
     "ClusterRole secrets-unsealer: create,delete,get,list,update,watch /secrets",
     "Role sealed-secrets-controller-key-admin: get /secrets [sealed-secrets-key]",
     "Role sealed-secrets-controller-key-admin: create,list /secrets",
   ]
  `);
});

/** tls, random, kubernetes and helm together, as the real Terraform binary drives them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve, type ServedProvider } from "../../src/rehearsal/protocol/server";
import { DiskWorld } from "../../src/rehearsal/world/disk-world";
import { TerraformFolder } from "../rehearsal/protocol/support/terraform";
import { ENDPOINT, Simulated, worldWithCluster, type ProviderName } from "./support/simulated";

const PROVIDERS: readonly ProviderName[] = ["tls", "random", "kubernetes", "helm"];

const CONFIGURATION = `
terraform {
  required_providers {
    tls        = { source = "hashicorp/tls" }
    random     = { source = "hashicorp/random" }
    kubernetes = { source = "hashicorp/kubernetes" }
    helm       = { source = "hashicorp/helm" }
  }
}

provider "kubernetes" {
  host = "${ENDPOINT}"
  exec {
    api_version = "client.authentication.k8s.io/v1beta1"
    command     = "get-token"
  }
}

provider "helm" {
  kubernetes = {
    host = "${ENDPOINT}"
    exec = { api_version = "client.authentication.k8s.io/v1beta1", command = "get-token" }
  }
}

variable "replicas" {
  default = 2
}

resource "tls_private_key" "ca" {
  algorithm   = "ECDSA"
  ecdsa_curve = "P384"
}

resource "tls_self_signed_cert" "ca" {
  private_key_pem       = tls_private_key.ca.private_key_pem
  validity_period_hours = 87600
  is_ca_certificate     = true
  allowed_uses          = ["cert_signing", "crl_signing"]
  subject {
    common_name = "Shop CA"
  }
}

resource "tls_private_key" "server" {
  algorithm = "ED25519"
}

resource "tls_cert_request" "server" {
  private_key_pem = tls_private_key.server.private_key_pem
  dns_names       = ["shop.example.com"]
  ip_addresses    = ["10.0.0.1"]
  subject {
    common_name = "shop"
  }
}

resource "tls_locally_signed_cert" "server" {
  ca_cert_pem           = tls_self_signed_cert.ca.cert_pem
  ca_private_key_pem    = tls_private_key.ca.private_key_pem
  cert_request_pem      = tls_cert_request.server.cert_request_pem
  validity_period_hours = 24
  allowed_uses          = ["server_auth"]
}

data "tls_public_key" "server" {
  private_key_openssh = tls_private_key.server.private_key_openssh
}

resource "random_password" "database" {
  length      = 24
  min_numeric = 2
  special     = false
}

resource "random_id" "suffix" {
  byte_length = 4
  keepers     = { name = "shop" }
}

resource "random_pet" "name" {}

resource "kubernetes_namespace_v1" "shop" {
  metadata { name = "shop" }
}

resource "kubernetes_secret_v1" "certificate" {
  metadata {
    name      = "certificate-\${random_id.suffix.hex}"
    namespace = kubernetes_namespace_v1.shop.metadata[0].name
  }
  type = "kubernetes.io/tls"
  data = {
    "tls.crt" = tls_locally_signed_cert.server.cert_pem
    "tls.key" = tls_private_key.server.private_key_pem
  }
}

resource "kubernetes_secret_v1" "database" {
  metadata {
    name      = "database"
    namespace = kubernetes_namespace_v1.shop.metadata[0].name
  }
  data_wo          = { password = random_password.database.result }
  data_wo_revision = 1
}

resource "kubernetes_deployment_v1" "shop" {
  metadata {
    name      = "shop"
    namespace = kubernetes_namespace_v1.shop.metadata[0].name
  }
  spec {
    replicas = var.replicas
    selector { match_labels = { app = "shop" } }
    template {
      metadata { labels = { app = "shop" } }
      spec {
        container {
          name  = "shop"
          image = "registry.example.com/shop:1.0"
          env {
            name  = "NAME"
            value = random_pet.name.id
          }
          port { container_port = 8080 }
        }
      }
    }
  }
}

resource "kubernetes_service_v1" "shop" {
  metadata {
    name      = "shop"
    namespace = kubernetes_namespace_v1.shop.metadata[0].name
  }
  spec {
    type     = "LoadBalancer"
    selector = { app = "shop" }
    port { port = 443 }
  }
}

resource "kubernetes_storage_class_v1" "fast" {
  metadata {
    name        = "fast"
    annotations = { "storageclass.kubernetes.io/is-default-class" = "true" }
  }
  storage_provisioner = "ebs.csi.aws.com"
  parameters          = { type = "gp3" }
}

resource "kubernetes_cluster_role_binding_v1" "readers" {
  metadata { name = "readers" }
  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "view"
  }
  subject {
    kind = "Group"
    name = "readers"
  }
}

resource "kubernetes_job_v1" "migrate" {
  metadata {
    name      = "migrate"
    namespace = kubernetes_namespace_v1.shop.metadata[0].name
  }
  spec {
    template {
      metadata {}
      spec {
        container {
          name  = "migrate"
          image = "registry.example.com/migrate:1.0"
        }
        restart_policy = "Never"
      }
    }
  }
}

resource "kubernetes_network_policy_v1" "closed" {
  metadata {
    name      = "closed"
    namespace = kubernetes_namespace_v1.shop.metadata[0].name
  }
  spec {
    pod_selector {}
    policy_types = ["Ingress", "Egress"]
  }
}

resource "helm_release" "cert_manager" {
  name             = "cert-manager"
  namespace        = "cert-manager"
  create_namespace = true
  repository       = "oci://quay.io/jetstack/charts"
  chart            = "cert-manager"
  version          = "v1.21.1"
  atomic           = true
  timeout          = 600
  values           = [yamlencode({ crds = { enabled = true }, replicaCount = var.replicas })]
  set              = [{ name = "global.leaderElection.namespace", value = "cert-manager" }]
  set_sensitive    = [{ name = "token", value = random_password.database.result }]
  set_wo           = [{ name = "other", value = random_password.database.result }]
  set_wo_revision  = 1
}

resource "helm_release" "issuers" {
  name       = "issuers"
  namespace  = kubernetes_namespace_v1.shop.metadata[0].name
  chart      = "./carrier"
  values     = [yamlencode({ objects = [
    { apiVersion = "cert-manager.io/v1", kind = "ClusterIssuer", metadata = { name = "shop" }, spec = { selfSigned = {} } },
    { apiVersion = "cert-manager.io/v1", kind = "Certificate", metadata = { name = "shop", namespace = "shop" }, spec = { secretName = "x" } },
  ] })]
  depends_on = [helm_release.cert_manager]
}

output "balancer" {
  value = kubernetes_service_v1.shop.status[0].load_balancer[0].ingress[0].ip
}

output "revision" {
  value = helm_release.cert_manager.metadata.revision
}
`;

describe("tls, random, kubernetes and helm under the real Terraform", () => {
  let served: ServedProvider[];
  let folder: TerraformFolder;
  let place: string;
  let world: DiskWorld;

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), "behaviours-"));
    world = DiskWorld.open(join(place, "world"));
    worldWithCluster(world);
    served = await Promise.all(PROVIDERS.map((name) => serve(new Simulated(name, world).handlers)));
    folder = new TerraformFolder(served);
    folder.write(CONFIGURATION);
    mkdirSync(join(folder.path, "carrier", "templates"), { recursive: true });
    writeFileSync(join(folder.path, "carrier", "Chart.yaml"), "apiVersion: v2\nname: carrier\nversion: 1.2.3\n");
    const template = "{{- range .Values.objects }}\n---\n{{ toYaml . }}\n{{- end }}\n";
    writeFileSync(join(folder.path, "carrier", "templates", "objects.yaml"), template);
    await folder.mustRun("init");
  });

  afterAll(async () => {
    await Promise.all(served.map((each) => each.close()));
    world.close();
    folder.remove();
    rmSync(place, { recursive: true, force: true });
  });

  it("deploys, plans empty, changes in place, and takes everything away", async () => {
    // when
    const deployed = await folder.runWith({ TF_LOG: "WARN" }, "apply", "-auto-approve");

    // then
    expect(`${deployed.status} ${errorsIn(deployed.stderr)}`).toBe("0 ");
    expect(deployed.stdout).toContain("Apply complete! Resources: 19 added");
    expect(deployed.stdout).toMatch(/balancer = "203\.0\.113\.\d+"/);
    expect(tolerated(deployed.stderr)).toEqual([]);
    const custom = world.list("kubernetes_custom_resource").map(({ id }) => id);
    expect(custom).toEqual(["cert-manager.io/ClusterIssuer//shop", "cert-manager.io/Certificate/shop/shop"]);

    // when planned again
    const again = await folder.runWith({ TF_LOG: "WARN" }, "plan", "-detailed-exitcode");

    // then nothing is to do
    expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining("No changes.") as unknown });

    // when something changes
    const changed = await folder.runWith({ TF_LOG: "WARN" }, "apply", "-auto-approve", "-var", "replicas=3");

    // then what holds it is changed in place, and nothing else
    expect(changed.stdout).toContain("0 added, 2 changed, 0 destroyed");
    expect(changed.stdout).toContain("revision = 2");
    expect(tolerated(changed.stderr)).toEqual([]);

    // when everything is destroyed
    await folder.mustRun("destroy", "-auto-approve");

    // then only what nobody deletes is left: the cluster, and the namespace that Helm made
    expect(world.list().map(({ type, id }) => `${type} ${id}`)).toEqual([
      "simulated_cluster test",
      "kubernetes_namespace_v1 cert-manager",
    ]);
  });
});

/** What Terraform tolerated of the older SDK, but for defaults of arguments that are not computed. */
const tolerated = (log: string): readonly string[] =>
  log
    .split("\n")
    .filter((line) => /^\s+- \S*: /.test(line))
    .filter((line) => !/planned value .* for a non-computed attribute/.test(line));

/** The errors that Terraform printed, without its log. */
const errorsIn = (stderr: string): string => stderr.slice(stderr.indexOf("\nError: ") + 1 || stderr.length);

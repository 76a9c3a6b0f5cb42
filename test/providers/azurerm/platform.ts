/** A platform on Azure as Terraform would be written by hand: what the rehearsal must carry from an empty subscription and back. */
import { SUBSCRIPTION, TENANT } from "./support";

export const PLATFORM = `
terraform {
  required_providers {
    azurerm = { source = "hashicorp/azurerm" }
  }
}

provider "azurerm" {
  subscription_id                 = "${SUBSCRIPTION}"
  tenant_id                       = "${TENANT}"
  resource_provider_registrations = "none"
  storage_use_azuread             = true
  features {}
}

variable "most_nodes" {
  default = 5
}

locals {
  common = { location = "westeurope", group = azurerm_resource_group.dev.name }
  subnets = {
    nodes     = { range = "10.0.0.0/20", delegation = null }
    api       = { range = "10.0.16.0/28", delegation = "Microsoft.ContainerService/managedClusters" }
    data      = { range = "10.0.17.0/24", delegation = "Microsoft.DBforPostgreSQL/flexibleServers" }
    endpoints = { range = "10.0.18.0/24", delegation = null }
  }
}

data "azurerm_client_config" "me" {}

resource "azurerm_resource_group" "dev" {
  name     = "rg-dev"
  location = "West Europe"
  tags     = { env = "dev" }
}

resource "azurerm_virtual_network" "dev" {
  name                = "vnet-dev"
  location            = local.common.location
  resource_group_name = local.common.group
  address_space       = ["10.0.0.0/16"]
}

resource "azurerm_subnet" "dev" {
  for_each                        = local.subnets
  name                            = each.key
  resource_group_name             = local.common.group
  virtual_network_name            = azurerm_virtual_network.dev.name
  address_prefixes                = [each.value.range]
  default_outbound_access_enabled = false
  dynamic "delegation" {
    for_each = each.value.delegation == null ? [] : [each.value.delegation]
    content {
      name = each.key
      service_delegation {
        name    = delegation.value
        actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
      }
    }
  }
}

resource "azurerm_public_ip" "nat" {
  name                = "ip-nat"
  location            = local.common.location
  resource_group_name = local.common.group
  allocation_method   = "Static"
  sku                 = "Standard"
  zones               = ["1"]
}

resource "azurerm_nat_gateway" "dev" {
  name                = "nat-dev"
  location            = local.common.location
  resource_group_name = local.common.group
  zones               = ["1"]
}

resource "azurerm_nat_gateway_public_ip_association" "dev" {
  nat_gateway_id       = azurerm_nat_gateway.dev.id
  public_ip_address_id = azurerm_public_ip.nat.id
}

resource "azurerm_subnet_nat_gateway_association" "nodes" {
  subnet_id      = azurerm_subnet.dev["nodes"].id
  nat_gateway_id = azurerm_nat_gateway.dev.id
}

resource "azurerm_network_security_group" "nodes" {
  name                = "nsg-nodes"
  location            = local.common.location
  resource_group_name = local.common.group
}

resource "azurerm_network_security_rule" "deny" {
  name                        = "deny"
  resource_group_name         = local.common.group
  network_security_group_name = azurerm_network_security_group.nodes.name
  priority                    = 4096
  direction                   = "Inbound"
  access                      = "Deny"
  protocol                    = "*"
  source_port_range           = "*"
  destination_port_range      = "*"
  source_address_prefix       = "*"
  destination_address_prefix  = "*"
}

resource "azurerm_subnet_network_security_group_association" "nodes" {
  subnet_id                 = azurerm_subnet.dev["nodes"].id
  network_security_group_id = azurerm_network_security_group.nodes.id
}

resource "azurerm_user_assigned_identity" "dev" {
  for_each            = toset(["cluster", "app", "database"])
  name                = "id-\${each.key}"
  location            = local.common.location
  resource_group_name = local.common.group
}

resource "azurerm_private_dns_zone" "dev" {
  for_each = {
    cluster  = "privatelink.westeurope.azmk8s.io"
    database = "dev.postgres.database.azure.com"
    vault    = "privatelink.vaultcore.azure.net"
  }
  name                = each.value
  resource_group_name = local.common.group
}

resource "azurerm_private_dns_zone_virtual_network_link" "dev" {
  for_each              = azurerm_private_dns_zone.dev
  name                  = each.key
  resource_group_name   = local.common.group
  private_dns_zone_name = each.value.name
  virtual_network_id    = azurerm_virtual_network.dev.id
}

resource "azurerm_role_assignment" "cluster" {
  for_each = {
    network = { scope = azurerm_virtual_network.dev.id, role = "Network Contributor" }
    zone    = { scope = azurerm_private_dns_zone.dev["cluster"].id, role = "Private DNS Zone Contributor" }
  }
  scope                = each.value.scope
  role_definition_name = each.value.role
  principal_id         = azurerm_user_assigned_identity.dev["cluster"].principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_log_analytics_workspace" "dev" {
  name                = "law-dev"
  location            = local.common.location
  resource_group_name = local.common.group
  sku                 = "PerGB2018"
  retention_in_days   = 30
}

resource "azurerm_kubernetes_cluster" "dev" {
  name                         = "aks-dev"
  location                     = local.common.location
  resource_group_name          = local.common.group
  dns_prefix_private_cluster   = "aksdev"
  kubernetes_version           = "1.34"
  sku_tier                     = "Standard"
  private_cluster_enabled      = true
  private_dns_zone_id          = azurerm_private_dns_zone.dev["cluster"].id
  local_account_disabled       = true
  oidc_issuer_enabled          = true
  workload_identity_enabled    = true
  azure_policy_enabled         = true
  image_cleaner_enabled        = true
  image_cleaner_interval_hours = 48
  automatic_upgrade_channel    = "patch"
  node_os_upgrade_channel      = "NodeImage"
  run_command_enabled          = false
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.dev["cluster"].id]
  }
  api_server_access_profile {
    subnet_id                           = azurerm_subnet.dev["api"].id
    virtual_network_integration_enabled = true
  }
  azure_active_directory_role_based_access_control {
    azure_rbac_enabled = true
    tenant_id          = "${TENANT}"
  }
  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D4ds_v5"
    auto_scaling_enabled         = true
    min_count                    = 2
    max_count                    = 3
    vnet_subnet_id               = azurerm_subnet.dev["nodes"].id
    zones                        = ["1", "2", "3"]
    only_critical_addons_enabled = true
    temporary_name_for_rotation  = "systmp"
    upgrade_settings {
      max_surge = "33%"
    }
  }
  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_data_plane  = "cilium"
    network_policy      = "cilium"
    outbound_type       = "userAssignedNATGateway"
    pod_cidr            = "10.244.0.0/16"
    service_cidr        = "10.96.0.0/16"
    dns_service_ip      = "10.96.0.10"
  }
  key_vault_secrets_provider {
    secret_rotation_enabled = true
  }
  maintenance_window_auto_upgrade {
    frequency   = "Weekly"
    interval    = 1
    duration    = 4
    day_of_week = "Sunday"
    start_time  = "02:00"
    utc_offset  = "+00:00"
  }
  depends_on = [azurerm_role_assignment.cluster, azurerm_subnet_nat_gateway_association.nodes]
}

resource "azurerm_kubernetes_cluster_node_pool" "user" {
  name                        = "user"
  kubernetes_cluster_id       = azurerm_kubernetes_cluster.dev.id
  vm_size                     = "Standard_D4ds_v5"
  auto_scaling_enabled        = true
  min_count                   = 1
  max_count                   = var.most_nodes
  zones                       = ["1", "2", "3"]
  vnet_subnet_id              = azurerm_subnet.dev["nodes"].id
  temporary_name_for_rotation = "usertmp"
  node_labels                 = { workload = "general" }
  upgrade_settings {
    max_surge = "33%"
  }
}

resource "azurerm_federated_identity_credential" "app" {
  name                = "app"
  resource_group_name = local.common.group
  parent_id           = azurerm_user_assigned_identity.dev["app"].id
  audience            = ["api://AzureADTokenExchange"]
  issuer              = azurerm_kubernetes_cluster.dev.oidc_issuer_url
  subject             = "system:serviceaccount:shop:app"
}

resource "azurerm_container_registry" "dev" {
  name                          = "acrdevjangada"
  location                      = local.common.location
  resource_group_name           = local.common.group
  sku                           = "Premium"
  public_network_access_enabled = false
}

resource "azurerm_role_assignment" "pull" {
  scope                            = azurerm_container_registry.dev.id
  role_definition_name             = "AcrPull"
  principal_id                     = azurerm_kubernetes_cluster.dev.kubelet_identity[0].object_id
  skip_service_principal_aad_check = true
}

resource "azurerm_key_vault" "dev" {
  name                          = "kv-dev-jangada"
  location                      = local.common.location
  resource_group_name           = local.common.group
  tenant_id                     = data.azurerm_client_config.me.tenant_id
  sku_name                      = "premium"
  purge_protection_enabled      = true
  soft_delete_retention_days    = 90
  rbac_authorization_enabled    = true
  public_network_access_enabled = false
  network_acls {
    bypass         = "AzureServices"
    default_action = "Deny"
  }
}

resource "azurerm_role_assignment" "vault" {
  scope                = azurerm_key_vault.dev.id
  role_definition_name = "Key Vault Administrator"
  principal_id         = data.azurerm_client_config.me.object_id
}

resource "azurerm_key_vault_key" "database" {
  name         = "database"
  key_vault_id = azurerm_key_vault.dev.id
  key_type     = "RSA"
  key_size     = 3072
  key_opts     = ["wrapKey", "unwrapKey"]
  depends_on   = [azurerm_role_assignment.vault]
}

resource "azurerm_role_assignment" "database" {
  scope                = azurerm_key_vault.dev.id
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.dev["database"].principal_id
}

resource "azurerm_private_endpoint" "vault" {
  name                = "pe-vault"
  location            = local.common.location
  resource_group_name = local.common.group
  subnet_id           = azurerm_subnet.dev["endpoints"].id
  private_service_connection {
    name                           = "vault"
    private_connection_resource_id = azurerm_key_vault.dev.id
    is_manual_connection           = false
    subresource_names              = ["vault"]
  }
  private_dns_zone_group {
    name                 = "vault"
    private_dns_zone_ids = [azurerm_private_dns_zone.dev["vault"].id]
  }
}

resource "azurerm_postgresql_flexible_server" "dev" {
  name                          = "pg-dev-jangada"
  location                      = local.common.location
  resource_group_name           = local.common.group
  version                       = "17"
  sku_name                      = "GP_Standard_D2ds_v5"
  storage_mb                    = 65536
  delegated_subnet_id           = azurerm_subnet.dev["data"].id
  private_dns_zone_id           = azurerm_private_dns_zone.dev["database"].id
  public_network_access_enabled = false
  zone                          = "1"
  backup_retention_days         = 35
  high_availability {
    mode                      = "ZoneRedundant"
    standby_availability_zone = "2"
  }
  authentication {
    active_directory_auth_enabled = true
    password_auth_enabled         = false
    tenant_id                     = "${TENANT}"
  }
  identity {
    type         = "UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.dev["database"].id]
  }
  customer_managed_key {
    key_vault_key_id                  = azurerm_key_vault_key.database.id
    primary_user_assigned_identity_id = azurerm_user_assigned_identity.dev["database"].id
  }
  depends_on = [azurerm_private_dns_zone_virtual_network_link.dev, azurerm_role_assignment.database]
}

resource "azurerm_postgresql_flexible_server_database" "orders" {
  name      = "orders"
  server_id = azurerm_postgresql_flexible_server.dev.id
}

resource "azurerm_postgresql_flexible_server_configuration" "tls" {
  name      = "require_secure_transport"
  server_id = azurerm_postgresql_flexible_server.dev.id
  value     = "on"
}

resource "azurerm_managed_redis" "dev" {
  name                  = "redis-dev-jangada"
  location              = local.common.location
  resource_group_name   = local.common.group
  sku_name              = "Balanced_B3"
  public_network_access = "Disabled"
  default_database {
    clustering_policy = "EnterpriseCluster"
    eviction_policy   = "NoEviction"
  }
}

resource "azurerm_storage_account" "dev" {
  name                            = "stdevjangada"
  location                        = local.common.location
  resource_group_name             = local.common.group
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  public_network_access_enabled   = false
  shared_access_key_enabled       = false
  allow_nested_items_to_be_public = false
  blob_properties {
    versioning_enabled = true
    delete_retention_policy {
      days = 30
    }
  }
  network_rules {
    default_action = "Deny"
    bypass         = ["AzureServices"]
  }
}

resource "azurerm_storage_container" "backups" {
  name               = "backups"
  storage_account_id = azurerm_storage_account.dev.id
}

resource "azurerm_monitor_diagnostic_setting" "cluster" {
  name                       = "cluster"
  target_resource_id         = azurerm_kubernetes_cluster.dev.id
  log_analytics_workspace_id = azurerm_log_analytics_workspace.dev.id
  enabled_log {
    category = "kube-audit-admin"
  }
  enabled_metric {
    category = "AllMetrics"
  }
}

resource "azurerm_management_lock" "database" {
  name       = "database"
  scope      = azurerm_postgresql_flexible_server.dev.id
  lock_level = "CanNotDelete"
  depends_on = [
    azurerm_postgresql_flexible_server_database.orders,
    azurerm_postgresql_flexible_server_configuration.tls,
  ]
}

output "told" {
  value = {
    issuer   = azurerm_kubernetes_cluster.dev.oidc_issuer_url
    fqdn     = azurerm_kubernetes_cluster.dev.private_fqdn
    nodes    = azurerm_kubernetes_cluster.dev.node_resource_group
    kubelet  = azurerm_kubernetes_cluster.dev.kubelet_identity[0].object_id
    rotation = azurerm_kubernetes_cluster.dev.key_vault_secrets_provider[0].secret_identity[0].client_id
    vault    = azurerm_key_vault.dev.vault_uri
    key      = azurerm_key_vault_key.database.id
    database = azurerm_postgresql_flexible_server.dev.fqdn
    redis    = "\${azurerm_managed_redis.dev.hostname}:\${azurerm_managed_redis.dev.default_database[0].port}"
    blobs    = azurerm_storage_account.dev.primary_blob_endpoint
    endpoint = azurerm_private_endpoint.vault.private_service_connection[0].private_ip_address
    address  = azurerm_public_ip.nat.ip_address
    group    = azurerm_resource_group.dev.id
    location = azurerm_resource_group.dev.location
  }
}
`;

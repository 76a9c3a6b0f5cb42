#!/usr/bin/env bash
# SSH by keys alone, updates of security by themselves; and, but in the smallest profile, a record of who changed what, and a ban of those
# who guess. After dev-sec's ssh-hardening and CIS Debian 12, with what Terraform's own client needs left in.
set -Eeuo pipefail

SSHD=/etc/ssh/sshd_config.d/00-jangada.conf
CIPHERS="chacha20-poly1305@openssh.com aes256-gcm@openssh.com aes128-gcm@openssh.com aes256-ctr aes192-ctr aes128-ctr"
MACS="hmac-sha2-512-etm@openssh.com hmac-sha2-256-etm@openssh.com umac-128-etm@openssh.com hmac-sha2-512 hmac-sha2-256"
EXCHANGES="mlkem768x25519-sha256 sntrup761x25519-sha512 sntrup761x25519-sha512@openssh.com curve25519-sha256 curve25519-sha256@libssh.org diffie-hellman-group-exchange-sha256"

stage() {
  ssh_server
  security_updates
  if [[ ${EXTRAS:-} == *audit* ]]; then audit; fi
  if [[ ${EXTRAS:-} == *ban* ]]; then ban; fi
}

ssh_server() {
  local root=no name want have
  [[ ${SSH_USER:-} == root ]] && root=prohibit-password
  if ! grep -Eiq '^\s*Include\s+/etc/ssh/sshd_config\.d/\*\.conf' /etc/ssh/sshd_config; then
    fail "/etc/ssh/sshd_config does not include /etc/ssh/sshd_config.d/*.conf."
  fi
  # Before the file's own: what is undone is undone in reverse order, and the file has to be back first.
  undo reload_sshd
  ensure_file "$SSHD" 600 <<CONFIGURATION
PermitRootLogin $root
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitEmptyPasswords no
HostbasedAuthentication no
IgnoreRhosts yes
StrictModes yes
PermitUserEnvironment no
X11Forwarding no
AllowTcpForwarding no
AllowAgentForwarding no
AllowStreamLocalForwarding no
PermitTunnel no
GatewayPorts no
MaxAuthTries 4
MaxSessions 10
MaxStartups 50:30:100
LoginGraceTime 60
ClientAliveInterval 300
ClientAliveCountMax 3
Compression no
UseDNS no
LogLevel VERBOSE
Ciphers $(known cipher "$CIPHERS")
MACs $(known mac "$MACS")
KexAlgorithms $(known kex "$EXCHANGES")
CONFIGURATION
  if [[ $FILE_CHANGED == yes ]] && ! checking; then
    sshd -t || fail "sshd does not take $SSHD."
    reload_sshd
  fi
  # The first that says it counts: another file, or the main one before its Include, may have said it already.
  while read -r name want; do
    have=$(sshd -T 2>/dev/null | awk -v name="$name" '$1 == name { print $2 }')
    [[ -z $have || $have == "$want" || ($want == prohibit-password && $have == without-password) ]] && continue
    if checking; then
      [[ -f $SSHD ]] && changed "sshd: $name is $have"
    else
      problem "sshd still has $name $have: what stands before the files of /etc/ssh/sshd_config.d says so."
    fi
  done <<EFFECTIVE
permitrootlogin $root
passwordauthentication no
kbdinteractiveauthentication no
permitemptypasswords no
EFFECTIVE
  fail_if_problems
}

# known KIND NAMES: those that this OpenSSH has, as sshd wants them.
known() {
  local name have list=""
  have=$(ssh -Q "$1")
  for name in $2; do
    if grep -Fxq -- "$name" <<<"$have"; then list+="$name,"; fi
  done
  printf '%s' "${list%,}"
}

# Connections that are there stay. Where systemd listens for it, as Ubuntu has it since 22.10, a reload would end it: what was listened on is not bound
# again. It starts anew then, while systemd keeps who comes waiting.
reload_sshd() {
  sshd -t || return 1
  if systemctl is-active --quiet ssh.socket; then
    systemctl try-restart ssh.service
    return 0
  fi
  if systemctl is-active --quiet ssh.service; then systemctl reload ssh.service; fi
}

# Of security alone; Kubernetes' own and the kernel wait for their turn, and nobody restarts a node by himself.
security_updates() {
  ensure_packages unattended-upgrades
  ensure_file /etc/apt/apt.conf.d/52jangada 644 <<'CONFIGURATION'
Unattended-Upgrade::Origins-Pattern {
  "origin=Debian,codename=${distro_codename}-security,label=Debian-Security";
  "origin=Ubuntu,archive=${distro_codename}-security";
};
Unattended-Upgrade::Package-Blacklist { "^kubeadm$"; "^kubelet$"; "^kubectl$"; "^cri-tools$"; "^kubernetes-cni$"; "^containerd"; "^linux-"; };
Unattended-Upgrade::Automatic-Reboot "false";
Unattended-Upgrade::Remove-Unused-Kernel-Packages "false";
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
CONFIGURATION
}

AUDIT_RULES=/etc/audit/rules.d/90-jangada.rules

# Who changed what decides about the cluster. Where the disk is full the record stops (SUSPEND): an end of the host, as CIS has it, would
# take etcd with it.
audit() {
  if shares_kernel; then
    note "It is a container: the record of changes is its host's."
    return 0
  fi
  ensure_packages auditd
  watched_folders
  audit_rules | ensure_file "$AUDIT_RULES" 640
  if checking && ! command -v auditctl >/dev/null; then return 0; fi
  ensure_service auditd.service
  audit_in_force && return 0
  if [[ "$(bounded auditctl -s)" == *"enabled 2"* ]]; then
    note "The kernel's rules of audit are locked until it starts anew (-e 2): what changed counts then."
    return 0
  fi
  [[ $FILE_CHANGED == yes ]] || changed "rules of audit"
  checking && return 0
  bounded augenrules --load
  audit_in_force || fail "The kernel did not take every rule of $AUDIT_RULES; see the stage's log."
}

# What does not exist is not watched, and no rule after it is taken. With the modes that kubeadm, the kubelet and packages give them.
watched_folders() {
  local folder
  for folder in /etc/kubernetes:700 /var/lib/kubelet:750 /var/lib/etcd:700 /etc/containerd:755 /etc/cni:755; do
    [[ -d ${folder%:*} ]] || ensure_directory "${folder%:*}" "${folder#*:}"
  done
}

audit_rules() {
  cat <<'RULES'
-w /etc/kubernetes -p wa -k kubernetes
-w /var/lib/kubelet/config.yaml -p wa -k kubernetes
-w /var/lib/etcd -p wa -k etcd
-w /etc/containerd -p wa -k containerd
-w /etc/cni -p wa -k containerd
-w /usr/bin/kubeadm -p x -k kubernetes
-w /usr/bin/kubelet -p wa -k kubernetes
-w /usr/bin/containerd -p wa -k containerd
-w /usr/bin/runc -p wa -k containerd
-w /etc/ssh -p wa -k sshd
-w /etc/sudoers -p wa -k scope
-w /etc/sudoers.d -p wa -k scope
-w /etc/passwd -p wa -k identity
-w /etc/group -p wa -k identity
-w /etc/shadow -p wa -k identity
-w /etc/localtime -p wa -k time-change
-a always,exit -F arch=b64 -S init_module,finit_module,delete_module -k modules
RULES
}

# Whether the kernel has each of them, in whichever of its forms auditctl shows it.
audit_in_force() {
  local have kind what
  have=$(bounded auditctl -l)
  while read -r kind what _; do
    if [[ $kind == -w ]]; then
      grep -Eq -- "(-w |path=|dir=)${what//./\\.}( |\$)" <<<"$have" || return 1
    else
      grep -Eq -- "-a $what .*modules" <<<"$have" || return 1
    fi
  done < <(audit_rules)
}

# Whoever administers, and the nodes, are not banned: a deployment that is tried again comes often.
ban() {
  local ignored="" pair
  for pair in ${NODES:-}; do ignored+=" ${pair#*=}"; done
  ensure_packages fail2ban python3-systemd
  ensure_file /etc/fail2ban/jail.d/jangada.conf 644 <<CONFIGURATION
[DEFAULT]
ignoreip = 127.0.0.1/8 ::1 ${ADMIN_CIDRS:-}$ignored
banaction = nftables-multiport
[sshd]
enabled = true
backend = systemd
maxretry = 5
findtime = 10m
bantime = 1h
CONFIGURATION
  ensure_service fail2ban.service "$FILE_CHANGED"
}

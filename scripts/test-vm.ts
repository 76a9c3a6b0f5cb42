/**
 * Runs the stages of bare hosts in a Debian guest with a kernel of its own, for what hosts in containers cannot hold: `npm run test:vm [-- jest's own arguments]`. QEMU emulates it, so that no KVM is needed.
 * Needs root, qemu-system-x86, debootstrap and, the first time, a way to Debian; what it makes is kept in `JANGADA_HOSTS_ROOT` (/var/cache/jangada/hosts).
 *
 * Exit: 0 where all is as expected; 1 where it is not; 2 where it could not be run: what is missing is named.
 */
import { missingForGuest } from "../test/hosts/requirements";
import { runTier } from "./run-tier";

process.exitCode = runTier("test/vm/jest.config.js", missingForGuest(), process.argv.slice(2));

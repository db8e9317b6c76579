// The words of papers kept on this tablet, and of the installed app.
import type { Translated } from "../catalogue";
import type { pack as source } from "../vi/pack";

export const pack: Translated<typeof source> = {
  title: "Reading without network",
  offer_one:
    "Bring {{count}} paper (about {{size}} MB) onto this device, to read it without network. It is encrypted, and erased after the meeting.",
  offer_other:
    "Bring {{count}} papers (about {{size}} MB) onto this device, to read them without network. They are encrypted, and erased after the meeting.",
  begin: "Bring the papers",
  goOn: "Bring the rest",
  stop: "Stop",
  needsNetwork: "Needs the network",
  ready_one: "{{ready}} of {{count}} paper ready",
  ready_other: "{{ready}} of {{count}} papers ready",
  readable: "Can be read and searched without network. Erased after the meeting.",
  earlier_one: "Not counted above: {{count}} earlier version with my notes is here too.",
  earlier_other: "Not counted above: {{count}} earlier versions with my notes are here too.",
  earlierMissing_one: "Not counted above: {{ready}} of {{count}} earlier version with my notes is here.",
  earlierMissing_other: "Not counted above: {{ready}} of {{count}} earlier versions with my notes are here.",
  progress: "Bringing papers",
  failed: "Not there yet: {{title}}",
  never_one:
    "{{count}} paper is of a class that is not kept on devices: it can be read only with the network.",
  never_other:
    "{{count}} papers are of a class that is not kept on devices: they can be read only with the network.",
  full: "This device is full. Remove some pictures or apps, then go on.",
  erase: "Erase from this device",
  allow: "Bring new papers by themselves",
  update: "There is a new version of Nghị Sự",
  updateDetail: "It takes a few seconds. Nothing is lost.",
  updateNow: "Update",
};

// The English words of the settings sheet, of the device's state, and of asking for service.
import type { Translated } from "../catalogue";
import type { comfort as vi } from "../vi/comfort";

export const comfort: Translated<typeof vi> = {
  title: "Settings",
  on: "On",
  off: "Off",
  hand: "Hand",
  handDetail: "The main button stands on the side of the hand you use; agenda and tools on the other side.",
  right: "Right",
  left: "Left",
  screen: "Screen",
  full: "Full screen",
  leaveFull: "Leave full screen",
  awake: "Stays lit in session",
  asleep: "As the device does",
  cannotWake:
    "This browser cannot keep the screen lit. Set a longer screen time in the device's own settings.",
  buzz: "Vibrate on notices",
  buzzDetail: "Once, lightly. The notice stays on the screen until you touch it.",
  voice: "Reading voice",
  voiceDetail: "This device has a Vietnamese voice: {{voice}}.",
  noVoice:
    "This device has no Vietnamese voice of its own. Ask a technician to install one in its settings; voices over the network are not used.",
  tryVoice: "Try it",
  battery: "Battery",
  charging: "Charging",
};

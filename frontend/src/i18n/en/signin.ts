// The words of signing in and pairing.
import type { Translated } from "../catalogue";
import type { signin as vi } from "../vi/signin";

export const signin: Translated<typeof vi> = {
  title: "Sign in",
  login: "User name",
  password: "Password",
  enter: "Sign in",
  demo: "Demonstration: all people and figures are invented.",
  greeting: "Welcome",
  pin: "Please enter your 6-digit PIN",
  pinEntered: "{{count}} of 6 digits entered",
  triesLeft_one: "{{count}} try left.",
  triesLeft_other: "{{count}} tries left.",
  erase: "Erase the last digit",
  notMe: "Not you? Sign in with a password",
  backToPin: "Back to the PIN",
  wait: "Checking…",
  pairTitle: "Pair this tablet",
  choosePin: "Please choose a 6-digit PIN",
  choosePinHint: "You will use it each time you join a meeting on this device.",
  repeatPin: "Enter the PIN once more",
  pinsDiffer: "The two entries differ. Please choose again.",
  pinTooSimple: "This PIN is easy to guess. Please choose another, without repeated or consecutive digits.",
  noCode: "The link has no pairing code",
  noCodeDetail: "Please scan the secretary's QR code again.",
  deviceName: "Tablet",
  deviceNamePhone: "Phone",
};

// The words of signing in and pairing.
import type { Translated } from "../catalogue";
import type { signin as vi } from "../vi/signin";

export const signin: Translated<typeof vi> = {
  title: "Sign in",
  login: "Login",
  password: "Password",
  enter: "Sign in",
  demo: "Demonstration, fictional people",
  greeting: "Welcome",
  pin: "Please enter your 6-digit PIN",
  pinEntered: "{{count}} of 6 digits entered",
  triesLeft_one: "{{count}} try left.",
  triesLeft_other: "{{count}} tries left.",
  locked:
    "This tablet is locked after too many wrong PINs. Ask the secretary to pair it again, or use a password.",
  erase: "Erase the last digit",
  notMe: "Someone else? Use a password",
  backToPin: "Back to the PIN",
  wait: "Checking…",
  pairTitle: "Pair this tablet",
  choosePin: "Please choose a 6-digit PIN",
  choosePinHint: "You will use it each time you join a meeting on this device.",
  repeatPin: "Enter the PIN once more",
  pinsDiffer: "The two entries differ. Please choose again.",
  pinTooSimple: "This PIN is easy to guess. Please choose another, without repeated or consecutive digits.",
  codeOver: "This pairing code is no longer valid",
  noCode: "The link has no pairing code",
  noCodeDetail: "Please scan the secretary's QR code again.",
  deviceName: "Tablet",
  deviceNamePhone: "Phone",
};

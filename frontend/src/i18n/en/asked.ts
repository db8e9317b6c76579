// The words of what was asked for while nobody could hear it.
import type { Translated } from "../catalogue";
import type { asked as vi } from "../vi/asked";

export const asked: Translated<typeof vi> = {
  kept: "Will be sent once connected",
  keep: "Send once connected",
  drop: "Drop it",
  sendNow: "Send now",
  notReached: "Not sent: there is no connection.",
  title: {
    check_in: "The chair has not received your check-in",
    call: "Service has not been called",
    withdraw_call: "Nobody has been told yet",
  },
  detail: "There is no connection. Keep it and send it once connected, or drop it?",
  lasts: "This tablet keeps it and sends it exactly once when the connection is back.",
  fleeting: "To send it later, leave this page open until the connection is back.",
  again: "Connected again. Do you still want to send it?",
  againDetail: "“{{what}}” of {{time}} was not sent, and the meeting has gone on since.",
  what: {
    check_in: "Check-in",
    call: "Call for service: {{kind}}",
    withdraw_call: "Not needed any more: {{kind}}",
  },
  refused: "Could not be sent: {{what}}",
};

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
    ask_floor: "You have not been put down to speak",
    withdraw_floor: "Your request to speak has not been withdrawn",
    cast_ballot: "Your ballot has not been sent",
  },
  detail: "There is no connection. Keep it and send it once connected, or drop it?",
  lasts: "This tablet keeps it and sends it exactly once when the connection is back.",
  fleeting: "To send it later, leave this page open until the connection is back.",
  again: "Connected again. Do you still want to send it?",
  againDetail: "“{{what}}” of {{time}} was not sent, and the meeting has gone on since.",
  againFloor: "Sent now, it asks to speak to the item under discussion.",
  what: {
    check_in: "Check-in",
    call: "Call for service: {{kind}}",
    withdraw_call: "Not needed any more: {{kind}}",
    ask_floor: "Asking to speak",
    withdraw_floor: "Withdrawing the request to speak",
    cast_ballot: "Your ballot",
  },
  refused: "Could not be sent: {{what}}",
};

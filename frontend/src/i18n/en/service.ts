// The English words of asking for service, at the tablet and at the desk.
import type { Translated } from "../catalogue";
import type { service as vi } from "../vi/service";

export const service: Translated<typeof vi> = {
  title: "Call service",
  waiting: "Called, waiting",
  kept: "Call is waiting",
  coming: "Received, coming",
  seat: "The service sees your name and your seat, {{seat}}.",
  noSeat: "The service sees your name.",
  called: "Called at {{time}}",
  received: "Received at {{time}}",
  withdraw: "Not needed",
  kind: {
    water: "Water",
    paper: "Paper, pen",
    technician: "Technician",
    secretary: "Secretary",
  },
  desk: {
    label: "Calls for service",
    waiting_one: "{{count}} call for service is waiting",
    waiting_other: "{{count}} calls for service are waiting",
    received_one: "{{count}} call for service received",
    received_other: "{{count}} calls for service received",
    of: "{{kind}}, {{name}}",
    noSeat: "–",
    now: "just now",
    since_one: "{{count}} minute ago",
    since_other: "{{count}} minutes ago",
    receive: "Received",
    receiveOf: "Received: {{who}}",
    isReceived: "Received",
    done: "Done",
    doneOf: "Done: {{who}}",
    more_one: "{{count}} more call",
    more_other: "{{count}} more calls",
    fewer: "Show fewer",
  },
};

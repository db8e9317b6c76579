// The words of the page that tries the room.
import type { Translated } from "../catalogue";
import type { rehearsal as vi } from "../vi/rehearsal";

export const rehearsal: Translated<typeof vi> = {
  title: "Rehearsal",
  heading: "Rehearse the room",
  lead: "Before a meeting, let virtual tablets join a throw-away meeting that is opened and moved along as a real one, to see that every tablet follows. No real meeting is touched, and nothing is left behind.",
  choose: "Tablets to rehearse with",
  tablets_one: "{{count, number}} tablet",
  tablets_other: "{{count, number}} tablets",
  other: "Or another number",
  otherHint: "1 to 1,000 tablets",
  otherWrong: "That is no number of tablets. Write one from 1 to 1,000.",
  begin: "Rehearse",
  again: "Rehearse again",
  lastResult: "See the last result",
  stop: "Stop rehearsing",
  stopped: "The rehearsal was stopped",
  stoppedHint: "Its throw-away meeting is gone; nothing is left behind.",
  scope: "This tries the server, not the Wi-Fi",
  scopeHint:
    "The virtual tablets run on the server itself, so they do not cross the room's Wi-Fi. To try that too, take a laptop into the room, put the password into NGHISU_PASSWORD and run:",
  login: "your-login",
  running_one: "Rehearsing with {{count, number}} tablet",
  running_other: "Rehearsing with {{count, number}} tablets",
  runningHint: "You may leave this page; the result is kept here.",
  joining: "Tablets that have joined",
  changing: "Changes that have reached every tablet",
  notYet: "Not yet",
  progress: "{{done, number}}/{{of, number}}",
  outOfSight: "No word from the server just now. The rehearsal goes on; this page is connecting again.",
  found: {
    ready:
      "{{followed, number}} of {{tablets, number}} tablets followed every change, the slowest in {{slowest}} s. The server is ready.",
    slow: "{{followed, number}} of {{tablets, number}} tablets followed every change, but some waited {{slowest}} s.",
    outside: "Only {{joined, number}} of {{tablets, number}} tablets could join.",
    behind: "Only {{followed, number}} of {{tablets, number}} tablets followed every change.",
    inexact: "Only {{exact, number}} of {{tablets, number}} tablets show what the server shows.",
  },
  failed: "The rehearsal could not be held.",
  endedAt: "Rehearsed at {{time}}, {{date}}",
  seconds: "{{time}} s",
  figure: {
    followed: "tablets followed every change",
    slowest: "until the slowest had a change",
    half: "was enough half of the time",
    joined: "until all tablets had joined",
  },
  picture: "How fast tablets followed",
  pictureHint: "Each tablet counts by its slowest change, from the chair's touch to the tablet showing it.",
  band: {
    within: "Within {{upTo}} s",
    between: "{{over}} to {{upTo}} s",
    over: "Over {{over}} s",
    missed: "Did not follow",
  },
  checks: {
    title: "Please check",
    busy: "Is the server busy with something else: a backup, a virus scan, an update?",
    fewer: "Rehearse again with fewer tablets to learn how many the server carries.",
    tell: "If it stays so, tell the technicians, with the figures on this page.",
  },
  forTechnicians: "Figures for technicians",
  detail: {
    counts:
      "{{joined, number}}/{{tablets, number}} tablets joined; {{changes, number}} changes; {{missed, number}} missed; {{exact, number}}/{{tablets, number}} tablets show the right picture.",
    ms: "Milliseconds",
    change: "Touch to tablet",
    acknowledged: "Touch to durable acknowledgement",
  },
};

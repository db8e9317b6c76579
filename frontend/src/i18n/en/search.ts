// The words of searching, at the desk and in the room.
import type { Translated } from "../catalogue";
import type { search as vi } from "../vi/search";

export const search: Translated<typeof vi> = {
  title: "Find papers",
  pageTitle: "Find papers – Nghị Sự",
  nav: "Search",
  box: "Search titles, symbols and the text of papers",
  placeholder: "Title, symbol, words of a paper",
  act: "Search",
  backHome: "Meetings",
  results: "Search results",
  count_one: "{{count, number}} result",
  count_other: "{{count, number}} results",
  countMore_one: "More than {{count, number}} result",
  countMore_other: "More than {{count, number}} results",
  more: "Show more results",
  page: "Page {{page, number}}",
  symbol: "No. {{symbol}}",
  begin: "Please enter what to look for",
  none: "No paper has “{{question}}”",
  advice: {
    fewer: "Try fewer words, or take filters away.",
    marks: "Marks are not needed: “nghi quyet 39” finds “Nghị quyết số 39-NQ/TW”.",
    phrase: "Put words in quotation marks to find them together: “đầu tư công trung hạn”.",
    number: "Type the whole symbol to find that very paper: 12/2026/NĐ-CP.",
    scans: "Scanned pages are found only once their text has been recognised.",
  },
  scope: {
    label: "Where to search",
    meeting: "This meeting",
    all: "All my papers",
  },
  kept: "No connection: only the papers kept on this device were searched.",
  filter: {
    year: "Year",
    everyYear: "Every year",
    type: "Type",
    everyType: "Every type",
    unit: "Issued by",
    oneMeeting: "One meeting only",
    onlyMeeting: "Only in: {{title}}",
    clear: "Clear filters",
  },
};

// At the console Space moves the meeting on: a button that was tapped must not keep it.

/** After a tap, Space belongs to the meeting again, not to the button under the finger. A keyboard press keeps focus. */
export function leaveFocus(event: { detail: number; currentTarget: HTMLElement }) {
  if (event.detail > 0) event.currentTarget.blur();
}

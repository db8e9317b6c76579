// The words of the attendee's room.
export const room = {
  title: "Phòng họp",
};

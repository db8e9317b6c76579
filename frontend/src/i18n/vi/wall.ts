// The words of the wall.
export const wall = {
  title: "Màn hình phòng họp",
};

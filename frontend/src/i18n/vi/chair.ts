// The words of the chair.
export const chair = {
  title: "Điều hành",
};

// The words of the desk.
export const desk = {
  title: "Bàn thư ký",
};

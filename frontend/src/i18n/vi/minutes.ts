// The draft of the minutes.
export const minutes = {
  title: "Dự thảo biên bản",
  save: "Tải dự thảo biên bản",
  making: "Đang lập biên bản…",
  loading: "Đang tải {{share}}",
  hint: "Tệp Word theo thể thức, lập từ nhật ký: thành phần, diễn biến, tài liệu kèm số trang, lượt phát biểu, biểu quyết. Ý kiến và kết luận để trống cho thư ký điền.",
  notYet: "Có từ khi phiên họp khai mạc: biên bản được lập từ nhật ký phiên họp.",
};

// The words of what was asked for while nobody could hear it.
export const asked = {
  kept: "Sẽ gửi khi có mạng",
  keep: "Gửi khi có mạng",
  drop: "Bỏ",
  sendNow: "Gửi ngay",
  notReached: "Chưa gửi được, đang mất kết nối.",
  title: {
    check_in: "Chủ tọa chưa nhận được điểm danh của đồng chí",
    call: "Chưa gọi được phục vụ",
    withdraw_call: "Chưa báo thôi được",
    ask_floor: "Chưa đăng ký phát biểu được",
    withdraw_floor: "Chưa rút đăng ký phát biểu được",
  },
  detail: "Đang mất kết nối. Đồng chí muốn giữ lại để gửi khi có mạng, hay bỏ?",
  lasts: "Máy giữ và tự gửi đúng một lần khi có mạng lại.",
  fleeting: "Nếu gửi sau, mời để trang này mở cho đến khi có mạng lại.",
  again: "Đã có mạng. Đồng chí vẫn muốn gửi?",
  againDetail: "“{{what}}” lúc {{time}} chưa gửi được; từ đó phòng họp đã tiếp tục.",
  againFloor: "Gửi ngay là đăng ký phát biểu ở nội dung đang bàn.",
  what: {
    check_in: "Điểm danh",
    call: "Gọi phục vụ: {{kind}}",
    withdraw_call: "Thôi, không cần: {{kind}}",
    ask_floor: "Đăng ký phát biểu",
    withdraw_floor: "Rút đăng ký phát biểu",
  },
  refused: "Không gửi được: {{what}}",
};

"""The forty projects of the gallery, typed by hand, and the tasks' names as the decision prints them.

Lawful under every rule: each within its norm, all together within the programme. Amounts in triệu đồng.
"""

from decimal import Decimal
from typing import NamedTuple

UNIT, YEAR = "Phong Thổ", 2022


class Project(NamedTuple):
    task: str
    name: str
    beneficiary: str
    quantity: int
    total: Decimal
    national: Decimal
    provincial: Decimal
    own: Decimal


TASKS = {
    "2": "Hỗ trợ sửa chữa, nâng cấp hệ thống xử lý ô nhiễm môi trường tại cơ sở công nghiệp nông thôn",
    "3.1.a": "Hỗ trợ xây dựng mô hình trình diễn kỹ thuật trong sản xuất công nghiệp - tiểu thủ công nghiệp",
    "3.1.b": "Hỗ trợ ứng dụng máy móc tiên tiến, tiến bộ khoa học kỹ thuật vào sản xuất công nghiệp - "
    "tiểu thủ công nghiệp",
    "4.1.d": "Hỗ trợ các cơ sở công nghiệp, tiểu thủ công nghiệp tham gia hội chợ, triển lãm trong nước",
    "4.1.đ": "Hỗ trợ xây dựng và đăng ký nhãn hiệu đối với các sản phẩm công nghiệp – tiểu thủ công nghiệp",
    "5.1.b": "Hỗ trợ thành lập doanh nghiệp công nghiệp - tiểu thủ công nghiệp",
    "6": "Hỗ trợ thiết kế mẫu mã, bao bì đóng gói",
}

# Task, name, beneficiary, quantity, total, KCQG, NS tỉnh, cơ sở.
TYPED = """
2     | Nâng cấp bể lắng nước thải chế biến chè     | Công ty TNHH Mẫu 101  | 1 | 1000   | 300 | 0   | 700
2     | Sửa chữa buồng lọc bụi xẻ gỗ                | HTX Mẫu 102           | 1 | 1012.5 | 300 | 0   | 712.5
3.1.a | Mô hình sấy thảo quả bằng bơm nhiệt         | Công ty TNHH Mẫu 103  | 1 | 4800   | 600 | 0   | 4200
3.1.b | Máy sấy nông sản                            | HTX Mẫu 104           | 1 | 600    | 300 | 0   | 300
3.1.b | Máy cắt CNC                                 | Công ty TNHH Mẫu 105  | 1 | 612.5  | 300 | 0   | 312.5
3.1.b | Dây chuyền đóng gói miến dong               | HTX Mẫu 106           | 1 | 640    | 300 | 0   | 340
3.1.b | Máy ép gạch không nung                      | Công ty TNHH Mẫu 107  | 1 | 600    | 0   | 300 | 300
3.1.b | Máy nghiền đá                               | DNTN Mẫu 108          | 1 | 625.25 | 0   | 300 | 325.25
3.1.b | Máy sao chè                                 | HTX Mẫu 109           | 1 | 600    | 0   | 300 | 300
3.1.b | Lò hơi nấu rượu thóc                        | HKD Mẫu 110           | 1 | 500    | 0   | 250 | 250
3.1.b | Máy tách hạt mắc ca                         | HTX Mẫu 111           | 1 | 451    | 0   | 225 | 226
4.1.d | Gian hàng tại hội chợ Hà Nội                | HTX Mẫu 112           | 1 | 100    | 0   | 80  | 20
4.1.d | Gian hàng tại hội chợ Lào Cai               | HTX Mẫu 113           | 1 | 100    | 0   | 80  | 20
4.1.d | Gian hàng tại hội chợ Sơn La                | HTX Mẫu 114           | 1 | 90     | 0   | 72  | 18
4.1.d | Gian hàng tại hội chợ Điện Biên             | HTX Mẫu 115           | 1 | 100    | 0   | 80  | 20
4.1.đ | Nhãn hiệu chè Shan                          | HTX Mẫu 116           | 1 | 70     | 0   | 35  | 35
4.1.đ | Nhãn hiệu miến dong                         | HTX Mẫu 117           | 1 | 72.5   | 0   | 35  | 37.5
4.1.đ | Nhãn hiệu mật ong                           | HTX Mẫu 118           | 1 | 70     | 0   | 35  | 35
4.1.đ | Nhãn hiệu gạo tẻ râu                        | HTX Mẫu 119           | 1 | 70     | 0   | 35  | 35
4.1.đ | Nhãn hiệu mắc ca                            | Công ty TNHH Mẫu 120  | 1 | 80     | 0   | 35  | 45
4.1.đ | Nhãn hiệu rượu ngô                          | HKD Mẫu 121           | 1 | 70     | 0   | 35  | 35
4.1.đ | Nhãn hiệu chuối sấy                         | HTX Mẫu 122           | 1 | 70     | 0   | 35  | 35
4.1.đ | Nhãn hiệu thổ cẩm                           | HTX Mẫu 123           | 1 | 64     | 0   | 32  | 32
4.1.đ | Nhãn hiệu sâm                               | Công ty TNHH Mẫu 124  | 1 | 70     | 0   | 35  | 35
5.1.b | Doanh nghiệp chế biến gỗ                    | Người sáng lập 125    | 1 | 10     | 10  | 0   | 0
5.1.b | Doanh nghiệp chế biến chè                   | Người sáng lập 126    | 1 | 10     | 10  | 0   | 0
5.1.b | Doanh nghiệp may mặc                        | Người sáng lập 127    | 1 | 10     | 10  | 0   | 0
5.1.b | Doanh nghiệp cơ khí                         | Người sáng lập 128    | 1 | 10     | 10  | 0   | 0
5.1.b | Doanh nghiệp vật liệu xây dựng              | Người sáng lập 129    | 1 | 10     | 10  | 0   | 0
5.1.b | Doanh nghiệp dược liệu                      | Người sáng lập 130    | 1 | 10     | 10  | 0   | 0
5.1.b | Doanh nghiệp thực phẩm                      | Người sáng lập 131    | 1 | 10     | 10  | 0   | 0
5.1.b | Doanh nghiệp nước đóng chai                 | Người sáng lập 132    | 1 | 10     | 10  | 0   | 0
6     | Bao bì mật ong                              | HKD Mẫu 133           | 1 | 70     | 0   | 35  | 35
6     | Bao bì chè hộp                              | HTX Mẫu 134           | 1 | 70     | 0   | 35  | 35
6     | Bao bì miến dong                            | HTX Mẫu 135           | 1 | 70     | 0   | 35  | 35
6     | Bao bì gạo                                  | HTX Mẫu 136           | 1 | 75     | 0   | 35  | 40
6     | Bao bì măng khô                             | HTX Mẫu 137           | 1 | 70     | 0   | 35  | 35
6     | Bao bì rượu                                 | HKD Mẫu 138           | 1 | 70     | 0   | 35  | 35
6     | Bao bì mắc ca                               | Công ty TNHH Mẫu 139  | 1 | 70     | 0   | 35  | 35
6     | Bao bì thịt sấy                             | HTX Mẫu 140           | 1 | 71.5   | 0   | 35  | 36.5
"""


def _project(line):
    task, name, beneficiary, quantity, *money = (part.strip() for part in line.split("|"))
    return Project(task, name, beneficiary, int(quantity), *map(Decimal, money))


PROJECTS = [_project(line) for line in TYPED.strip().splitlines()]
assert len(PROJECTS) == 40
assert all(p.total == p.national + p.provincial + p.own for p in PROJECTS)

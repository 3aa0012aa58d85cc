"""Balance, bills and transactions."""

from __future__ import annotations

from ..money import WALLET_SCALE, Money, parse_money
from .loose_values import Raw, read_number
from .model import Field, Model, money, needed, number, text, time


class Balance(Model):
    """What the account holds and owes."""

    available = money("availableBalance", WALLET_SCALE)
    cash = money("cashBalance", WALLET_SCALE)
    credit_limit = money("creditLimit", WALLET_SCALE)
    outstanding = money("outstandingInvoices", WALLET_SCALE)


class MonthlyBill(Model):
    """The bill of one month."""

    id = needed("billId")
    user_id = text("userId")
    month = text("billingMonth")
    status = text("status")
    total = money("totalAmount", WALLET_SCALE)
    original_total = money("originTotalAmount", WALLET_SCALE)
    paid_by_voucher = money("voucherPayAmount", WALLET_SCALE)
    paid_in_cash = money("cashPayAmount", WALLET_SCALE)
    debt = money("debtAmount", WALLET_SCALE)
    repaid = money("repaidAmount", WALLET_SCALE)
    invoice_url = text("invoiceUrl")
    start_time = time("startTime")
    end_time = time("endTime")


def _scale_of(raw: Raw) -> int:
    precision = read_number(raw.get("pricePrecision"))
    is_scale = precision is not None and float(precision).is_integer() and 0 <= precision <= 15
    return int(precision) if is_scale and precision is not None else WALLET_SCALE


def _amount(name: str) -> Field[Money | None]:
    return Field(lambda raw: parse_money(raw.get(name), _scale_of(raw)))


class BillRow(Model):
    """What all rows of bills tell."""

    user_id = text("userId")
    owner_id = text("ownerID")
    product_name = text("productName")
    amount = _amount("amount")
    paid_by_voucher = _amount("voucherAmount")
    pay_amount = _amount("payAmount")
    start_time = time("startTime")
    end_time = time("endTime")


class BilledQuantity(Model):
    """A quantity and the prices of one of it."""

    quantity = number("billNum")
    base_price = _amount("basePrice")
    discount_price = _amount("discountPrice")


def _quantities(raw: Raw) -> tuple[BilledQuantity, BilledQuantity]:
    def quantity(index: int) -> BilledQuantity:
        names = ("billNum", "basePrice", "discountPrice")
        parts = {name: raw.get(f"{name}{index}") for name in names}
        return BilledQuantity({**parts, "pricePrecision": raw.get("pricePrecision")})

    return quantity(0), quantity(1)


class UsageBill(BillRow):
    """What was billed by use."""

    product_id = text("productId")
    category = text("category")
    billing_method = text("billingMethod")
    quantities = Field(_quantities)


class FixedTermBill(BillRow):
    """What was billed for a term."""

    member_id = text("memberId")
    product_category = text("productCategory")
    base_price = _amount("basePrice")
    quantity = number("billNum")
    months = number("cycle")
    storage_days = number("storageDays")
    trade_mode = text("tradeMode")
    trade_type = text("tradeType")
    created_at = time("createTime")


class ApiKeyBill(BillRow):
    """What was billed to one API key."""

    category = text("category")


class Transaction(Model):
    """A movement of money."""

    id = needed("serialNumber")
    type = text("transactionType")
    status = text("status")
    order_type = text("orderType")
    channel = text("transactionChannel")
    amount = _amount("amount")
    time = time("transactionTime")

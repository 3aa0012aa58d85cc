"""Balance, bills and transactions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..generated.novita_requests import (
    ListApiKeyBillsParams,
    ListFixedTermBillsParams,
    ListMonthlyBillsParams,
    ListTransactionsParams,
    ListUsageBillsParams,
)
from ..models.bills import ApiKeyBill, Balance, FixedTermBill, MonthlyBill, Transaction, UsageBill
from ..program import Iteration, Program
from .call_operation import Caller, Options, call_operation
from .lists import PAGE_SIZE, Page, PagedList, read_page


class BillingResource:
    """What was spent, and what is left."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        # In both lists the first page is documented, or the least that is allowed.
        self._monthly_pages = PagedList(1)
        self._transaction_pages = PagedList(1)

    def get_balance(self, options: Options) -> Program[Balance]:
        """What the account holds and owes."""
        return Balance((yield from call_operation(self._caller, "getBalance", options)))

    def list_monthly_bills(
        self, params: ListMonthlyBillsParams | Mapping[str, Any] | None, options: Options
    ) -> Program[Page[MonthlyBill]]:
        """One page of monthly bills."""
        query = {"pageSize": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "listMonthlyBills", options, query=query)
        return read_page(answer, "data", MonthlyBill)

    def list_all_monthly_bills(
        self, params: ListMonthlyBillsParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[MonthlyBill]:
        """Every monthly bill, page after page."""
        return self._monthly_pages.walk(lambda page: self.list_monthly_bills({**(params or {}), "page": page}, options))

    def list_usage_bills(
        self, params: ListUsageBillsParams | Mapping[str, Any], options: Options
    ) -> Program[Sequence[UsageBill]]:
        """What was billed by use."""
        answer = yield from call_operation(self._caller, "listUsageBills", options, query=params)
        return read_page(answer, "bills", UsageBill).items

    def list_fixed_term_bills(
        self, params: ListFixedTermBillsParams | Mapping[str, Any] | None, options: Options
    ) -> Program[Sequence[FixedTermBill]]:
        """What was billed for terms."""
        answer = yield from call_operation(self._caller, "listFixedTermBills", options, query=params or {})
        return read_page(answer, "bills", FixedTermBill).items

    def list_api_key_bills(
        self, params: ListApiKeyBillsParams | Mapping[str, Any], options: Options
    ) -> Program[Sequence[ApiKeyBill]]:
        """What was billed to API keys."""
        answer = yield from call_operation(self._caller, "listApiKeyBills", options, query=params)
        return read_page(answer, "bills", ApiKeyBill).items

    def list_transactions(
        self, params: ListTransactionsParams | Mapping[str, Any] | None, options: Options
    ) -> Program[Page[Transaction]]:
        """One page of movements of money."""
        query = {"pageNo": 1, "pageSize": PAGE_SIZE, **(params or {})}
        answer = yield from call_operation(self._caller, "listTransactions", options, query=query)
        return read_page(answer, "data", Transaction)

    def list_all_transactions(
        self, params: ListTransactionsParams | Mapping[str, Any] | None, options: Options
    ) -> Iteration[Transaction]:
        """Every movement of money, page after page."""
        return self._transaction_pages.walk(
            lambda page: self.list_transactions({**(params or {}), "pageNo": page}, options), _id_of
        )


def _id_of(transaction: Transaction) -> str:
    # Without a serial number, what tells one movement from another is all that is known of it.
    return transaction.id or json.dumps(transaction.raw)

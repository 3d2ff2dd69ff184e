// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPORT_PAGE_H
#define VNLAB_REPORT_PAGE_H

#include <string_view>

namespace ns3::vnlab
{

/// The page without its data: analysis/report/page/bundle.html. Data belongs where kReportDataPlace
/// stands, which is in it once.
extern const std::string_view kReportPage;

inline constexpr std::string_view kReportDataPlace = "@REPORT-DATA@";

} // namespace ns3::vnlab

#endif // VNLAB_REPORT_PAGE_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HEADLINE_TABLE_H
#define VNLAB_HEADLINE_TABLE_H

#include "analysis/point/report-data.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @return the headline measures of a point as a table of at most 80 columns, UTF-8, with a caption;
 *         "" where there are none
 *
 * With up to five designs a column is a design, with more a row is one, under each question. What has
 * no room follows in further blocks. `*` is behind the best values and those that are level with them,
 * `~` behind those whose difference from it may be chance: the standings that the page shows.
 */
std::string HeadlineTable(const ReportPoint& point);

/**
 * @return a point's answer as one paragraph of lines of at most 80 columns, without refusals: who is
 *         best, what is equal or may be chance, and n
 * @param all with a sentence for each headline, and where each design is worst
 */
std::string AnswerText(const ReportPoint& point, bool all = false);

} // namespace ns3::vnlab

#endif // VNLAB_HEADLINE_TABLE_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ANSWER_H
#define VNLAB_ANSWER_H

#include "analysis/point/report-data.h"

#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// The answer to a scenario's question in words, from the numbers alone.
struct Answer
{
    std::string refusals; ///< who has no result, and why; "" or sentences, each with a space behind
    std::string lead;     ///< who is best, everywhere or throughout a question
    /// One sentence per headline measure that tells designs apart, after the question it answers.
    std::vector<std::pair<std::string, std::string>> findings;
    std::string losses; ///< where each design is worst; "" where none is
    /// What is equal or level, what is not significant, and n.
    std::vector<std::string> limits;
};

/// @return what @p point says; names as they are, to be made visible by who shows them
Answer AnswerOf(const ReportPoint& point);

} // namespace ns3::vnlab

#endif // VNLAB_ANSWER_H

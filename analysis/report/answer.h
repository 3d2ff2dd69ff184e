// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ANSWER_H
#define VNLAB_ANSWER_H

#include "analysis/point/report-data.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// The answer to a scenario's question in words, from the numbers alone.
struct Answer
{
    std::string lead; ///< who has no result, and who is best, everywhere or throughout a question
    /// One sentence per headline measure that tells designs apart, after the question it answers.
    std::vector<std::pair<std::string, std::string>> findings;
    /// Where each design is worst, what is equal or level, what is not significant, and n.
    std::vector<std::string> limits;
};

/// @return the words for one of the indicators that an answer speaks of, such as "stated settings";
///         empty for others
std::string HeadlineText(std::string_view indicator);

/// @return what @p point says; names as they are, to be made visible by who shows them
Answer AnswerOf(const ReportPoint& point);

/**
 * @return `3.1× [2.9, 3.3]`: a ratio with its interval, in two or three digits, or one more where
 *         that tells the ends of the interval apart; without interval where it does not
 */
std::string RatioText(const MeanEstimate& ratio);

} // namespace ns3::vnlab

#endif // VNLAB_ANSWER_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ANSWER_WORDS_H
#define VNLAB_ANSWER_WORDS_H

#include "analysis/point/report-data.h"

#include <set>
#include <string>
#include <vector>

/// @file The words of an answer: what its sentences are put together from.

namespace ns3::vnlab
{

/// @return "a, b and c"
std::string WordList(const std::vector<std::string>& words,
                     const std::string& between = ", ",
                     const std::string& last = " and ");

/// @return the designs of a row with one of these standings
std::vector<const DesignIndicator*> DesignsWith(const IndicatorRow& row,
                                                const std::set<Standing>& standings);

/// @return designs that are worse than the best
std::vector<const DesignIndicator*> WorseDesigns(const IndicatorRow& row);

std::vector<std::string> DesignNames(const std::vector<const DesignIndicator*>& designs);

/// @return of a headline in which some design is worse: "Rules: linkwire holds 1.4× fewer rules than
///         identity-firewall and 7.9× fewer than vxlan."; of values on a grid the least ratio that
///         there may be: "at least 1.5× less time"
std::string SentenceOf(const IndicatorRow& row);

/// @return of a headline in which that design may be as good as the best: "rules of flat and linkwire
///         (1.02× [0.97, 1.07])"
std::string DoubtOf(const IndicatorRow& row, const DesignIndicator& design);

/**
 * @return `3.1× [2.9, 3.3]`: a ratio with its interval, in two or three digits, or one more where
 *         that tells the ends of the interval apart; without interval where it does not
 */
std::string RatioText(const MeanEstimate& ratio);

} // namespace ns3::vnlab

#endif // VNLAB_ANSWER_WORDS_H

// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SEGMENT_LISTS_H
#define VNLAB_SEGMENT_LISTS_H

#include "model/ids.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/// For each segment an ascending list that holds each value once. Looking one up makes none, and the
/// last value takes its list along.
template <class T>
class SegmentLists
{
  public:
    void Insert(Vni vni, T value)
    {
        std::vector<T>& values = m_lists[vni];
        const auto it = std::lower_bound(values.begin(), values.end(), value);
        if (it == values.end() || *it != value)
        {
            values.insert(it, value);
        }
    }

    /// @return false where the value is not there
    bool Erase(Vni vni, T value)
    {
        const auto list = m_lists.find(vni);
        if (list == m_lists.end())
        {
            return false;
        }
        std::vector<T>& values = list->second;
        const auto it = std::lower_bound(values.begin(), values.end(), value);
        if (it == values.end() || *it != value)
        {
            return false;
        }
        values.erase(it);
        if (values.empty())
        {
            m_lists.erase(list);
        }
        return true;
    }

    /// @return the segment's values, valid until its next change; of an unknown segment none
    const std::vector<T>& Of(Vni vni) const
    {
        static const std::vector<T> none;
        const auto list = m_lists.find(vni);
        return list == m_lists.end() ? none : list->second;
    }

    /// @return segments that have values
    size_t Size() const
    {
        return m_lists.size();
    }

  private:
    std::unordered_map<Vni, std::vector<T>> m_lists;
};

} // namespace ns3::vnlab

#endif // VNLAB_SEGMENT_LISTS_H

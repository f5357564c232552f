"""What every draft of CapCut holds, whatever film it is: mostly empty lists that CapCut misses without."""

from typing import Any

PLATFORM = {"app_id": 359289, "app_source": "cc", "app_version": "6.7.0", "os": "windows"}
"""Which CapCut the draft looks as if it came from: the version whose drafts are best known."""
_LISTS = (
    "ai_translates audio_balances audio_effects audio_fades audio_track_indexes audios beats canvases chromas "
    "color_curves common_mask digital_human_model_dressing digital_humans drafts effects flowers green_screens "
    "handwrites hsl images log_color_wheels loudnesses manual_beautys manual_deformations masks material_animations "
    "material_colors multi_language_refs placeholder_infos placeholders plugin_effects primary_color_wheels "
    "realtime_denoises shapes smart_crops smart_relights sound_channel_mappings speeds stickers tail_leaders "
    "text_templates texts time_marks transitions video_effects video_trackings videos vocal_beautifys vocal_separations"
).split()
_KEYED = "adjusts audios effects filters handwrites stickers texts videos".split()
_FIRST = (
    "adjust_max_index combination_max_index extract_audio_last_index original_sound_last_index "
    "record_audio_last_index sticker_max_index"
).split()
_UNTOLD = (
    "draft_cloud_capcut_purchase_info draft_cloud_package_type draft_cloud_purchase_info draft_cloud_template_id "
    "draft_cloud_tutorial_info draft_cloud_videocut_purchase_info draft_cover draft_deeplink_url draft_fold_path "
    "draft_new_version draft_removable_storage_device draft_root_path draft_type cloud_package_completed_time "
    "tm_draft_cloud_completed"
).split()
_NOT = (
    "cloud_draft_cover cloud_draft_sync draft_cloud_last_action_download draft_is_ae_produce "
    "draft_is_ai_packaging_used draft_is_ai_shorts draft_is_ai_translate draft_is_article_video_draft "
    "draft_is_cloud_temp_draft draft_is_invisible"
).split()


def content_skeleton() -> dict[str, Any]:
    """`draft_content.json` of an empty draft."""
    return {
        "color_space": 0,
        "config": {
            **dict.fromkeys(_FIRST, 1),
            "attachment_info": [],
            "lyrics_recognition_id": "",
            "lyrics_sync": True,
            "lyrics_taskinfo": [],
            "maintrack_adsorb": True,
            "material_save_mode": 0,
            "multi_language_current": "none",
            "multi_language_list": [],
            "multi_language_main": "none",
            "multi_language_mode": "none",
            "subtitle_recognition_id": "",
            "subtitle_sync": True,
            "subtitle_taskinfo": [],
            "system_font_list": [],
            "video_mute": False,
        },
        "cover": None,
        "extra_info": None,
        "free_render_index_mode_on": False,
        "group_container": None,
        "is_drop_frame_timecode": False,
        "keyframe_graph_list": [],
        "keyframes": {name: [] for name in _KEYED},
        "lyrics_effects": [],
        "materials": {name: [] for name in _LISTS},
        "mutable_config": None,
        "new_version": "140.0.0",
        "path": "",
        "relationships": [],
        "render_index_track_mode_on": False,
        "retouch_cover": None,
        "source": "default",
        "static_cover_image_path": "",
        "time_marks": None,
        "version": 360_000,
    }


def meta_skeleton() -> dict[str, Any]:
    """`draft_meta_info.json` of an empty draft."""
    return {
        **dict.fromkeys(_UNTOLD, ""),
        **dict.fromkeys(_NOT, False),
        "draft_enterprise_info": {
            "draft_enterprise_extra": "",
            "draft_enterprise_id": "",
            "draft_enterprise_name": "",
            "enterprise_material": [],
        },
        "draft_is_from_deeplink": "false",
        "draft_materials_copied_info": [],
        "draft_segment_extra_info": [],
        "tm_draft_cloud_entry_id": 0,
        "tm_draft_cloud_modified": 0,
        "tm_draft_removed": 0,
    }
